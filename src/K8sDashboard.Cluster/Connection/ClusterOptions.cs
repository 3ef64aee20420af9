using System.Collections.Immutable;

namespace K8sDashboard.Cluster.Connection;

/// <summary>Options of the cluster connection. Validated at start, all errors at once.</summary>
public sealed class ClusterOptions
{
    public const string Section = "Cluster";

    /// <summary>The kubeconfig file; null means <c>$KUBECONFIG</c>, then <c>~/.kube/config</c>, then the pod's ServiceAccount.</summary>
    public string? Kubeconfig { get; set; }

    /// <summary>The context of the kubeconfig; null means its current one.</summary>
    public string? Context { get; set; }

    /// <summary>Namespaces, separated by commas, where the cluster-wide list is forbidden or not wanted; null means all.</summary>
    public string? Namespaces { get; set; }

    /// <summary>Disables all writes of this process, whatever the user's rights.</summary>
    public bool ReadOnly { get; set; }

    public ImmutableArray<string> NamespaceList =>
        Namespaces is null
            ? []
            : [.. Namespaces.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
}
