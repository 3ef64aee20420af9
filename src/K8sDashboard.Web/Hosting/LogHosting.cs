using Microsoft.Extensions.Logging.Console;

namespace K8sDashboard.Web.Hosting;

/// <summary>What the console says: our own words and others' warnings, on stderr; stdout is for the link.</summary>
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
        // A start that fails is told in one line by Program; the host would add a stack trace before it.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        // "Overriding addresses" and "no IPv6 here" are how it is meant.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        return builder;
    }
}
