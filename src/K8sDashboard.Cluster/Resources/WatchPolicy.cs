namespace K8sDashboard.Cluster.Resources;

/// <summary>When a kind is watched.</summary>
public enum WatchPolicy
{
    /// <summary>Always: readiness waits for its first list.</summary>
    Required,

    /// <summary>Shed under memory pressure; readiness does not wait for it.</summary>
    Optional,
}
