namespace K8sDashboard.Monitoring.Usage;

/// <summary>The usage metric of a list's column.</summary>
public enum UsageMetric
{
    Cpu,
    Memory,
    Disk,
}

/// <summary>The end of a ranking that is queried where all rows would be too many.</summary>
public enum RankEnd
{
    Highest,
    Lowest,
}
