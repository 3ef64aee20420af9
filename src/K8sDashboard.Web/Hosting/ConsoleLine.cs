using System.Text.RegularExpressions;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace K8sDashboard.Web.Hosting;

/// <summary>
/// Console log formatter: one line per entry, sanitized against log injection. Text from a cluster, a Prometheus or a browser cannot send
/// terminal control sequences or forge a line; launch keys are redacted.
/// </summary>
public sealed partial class ConsoleLine(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var fault = logEntry.Exception is { } exception ? $" {exception}" : "";
        var words = VisibleText.OneLine($"{message}{fault}".ReplaceLineEndings(" "));
        textWriter.WriteLine(
            $"{time.GetLocalNow():HH:mm:ss} {Level(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] "
                + LaunchKey().Replace(words, "(not shown)")
        );
    }

    // The level names of the framework's own console formatter.
    private static string Level(LogLevel level) =>
        level switch
        {
            LogLevel.Trace => "trce",
            LogLevel.Debug => "dbug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            _ => "crit",
        };

    // At debug level the framework logs each request's URL, with the key in it.
    [GeneratedRegex(@"(?<=/login\?(?:[^\s""]*&)?k=)[^&\s""]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LaunchKey();
}
