using Microsoft.Extensions.Logging.Console;

namespace K8sDashboard.Web.Hosting;

/// <summary>Log filters of the console: own messages and warnings of the framework, on stderr; stdout is for the launch link.</summary>
public static class LogHosting
{
    public static WebApplicationBuilder AddQuietLog(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddConsoleFormatter<ConsoleLine, ConsoleFormatterOptions>();
        builder.Logging.AddConsole(console =>
        {
            console.FormatterName = ConsoleLine.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("K8sDashboard", LogLevel.Information);
        // Program prints a failed start as one line; the host would log a stack trace before it.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // "Overriding addresses" and "no IPv6" are expected.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        return builder;
    }
}
