using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>One log line of a container.</summary>
public readonly record struct LogLine(DateTimeOffset Time, string Text);

/// <summary>The logs of containers up to now.</summary>
public interface IPodLogs
{
    /// <summary>
    /// The lines of a container after a time, oldest first; of its previous run if <paramref name="previous"/>. Null without such a run.
    /// </summary>
    IEnumerable<LogLine>? Read(Pod pod, string container, bool previous, DateTimeOffset after);
}
