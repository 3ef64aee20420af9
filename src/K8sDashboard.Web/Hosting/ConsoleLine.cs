using System.Text.RegularExpressions;
using K8sDashboard.Cluster.Connection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace K8sDashboard.Web.Hosting;

/// <summary>
/// One entry of the log as one line of the console, whoever wrote it: what came from a cluster, a Prometheus or a browser commands
/// no terminal and forges no line, and a launch key is not repeated.
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
            $"{time.GetLocalNow():HH:mm:ss} {Level(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {LaunchKey().Replace(words, "(not shown)")}"
        );
    }

    // As the framework's own console writes them.
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

    // The framework logs each request's address, where the detailed log is asked for.
    [GeneratedRegex(@"(?<=/login\?(?:[^\s""]*&)?k=)[^&\s""]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LaunchKey();
}
