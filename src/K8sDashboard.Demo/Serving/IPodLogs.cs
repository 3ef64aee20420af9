using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>One line that a container wrote.</summary>
public readonly record struct LogLine(DateTimeOffset Time, string Text);

/// <summary>What containers have written, until now.</summary>
public interface IPodLogs
{
    /// <summary>
    /// The lines of a container that were written after a moment, oldest first; of its run before the present one if
    /// <paramref name="previous"/>. Null where there was no such run.
    /// </summary>
    IEnumerable<LogLine>? Read(Pod pod, string container, bool previous, DateTimeOffset after);
}
