namespace K8sDashboard.Demo.Exporters;

/// <summary>One thing that Prometheus scrapes.</summary>
/// <param name="Job">The job of <c>deploy/prometheus</c> that finds it.</param>
/// <param name="Address">Host and port in the simulated network.</param>
/// <param name="Path">With the query, where it has one.</param>
/// <param name="Labels">What discovery and relabelling give it, the job left out.</param>
/// <param name="Up">It answers.</param>
/// <param name="Write">Writes what it answers at a time.</param>
public sealed record ScrapeTarget(
    string Job,
    string Address,
    string Path,
    IReadOnlyList<(string Name, string Value)> Labels,
    bool Up,
    Action<Exposition, DateTimeOffset> Write
);
