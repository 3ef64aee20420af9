namespace K8sDashboard.Monitoring.Usage;

/// <summary>What a list shows of each row: how much of it is in use now.</summary>
public enum UsageMetric
{
    Cpu,
    Memory,
    Disk,
}

/// <summary>Which end of an order is asked for where the whole would be too much.</summary>
public enum RankEnd
{
    Highest,
    Lowest,
}
