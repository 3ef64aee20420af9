namespace K8sDashboard.Demo.Exporters;

/// <summary>One scrape target.</summary>
/// <param name="Job">The scrape job of <c>deploy/prometheus</c>.</param>
/// <param name="Address">Host and port in the simulated network.</param>
/// <param name="Path">The path, with the query if any.</param>
/// <param name="Labels">The labels after discovery and relabelling, without the job.</param>
/// <param name="Up">Whether it responds.</param>
/// <param name="Write">Writes its exposition at a time.</param>
public sealed record ScrapeTarget(
    string Job,
    string Address,
    string Path,
    IReadOnlyList<(string Name, string Value)> Labels,
    bool Up,
    Action<Exposition, DateTimeOffset> Write
);
