using System.Collections.Concurrent;
using K8sDashboard.Cluster.Actions;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Tests.Actions;

/// <summary>Records every entry with its exception, as a log file would.</summary>
internal sealed class RecordedLog : ILogger<ActionRunner>
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Lines.Enqueue($"{formatter(state, exception)}{exception}");
}
