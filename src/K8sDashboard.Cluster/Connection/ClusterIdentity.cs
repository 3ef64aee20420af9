using k8s;

namespace K8sDashboard.Cluster.Connection;

/// <summary>Whom to connect as: the client's configuration, and the names that people know it by.</summary>
internal sealed record ClusterIdentity(KubernetesClientConfiguration Client, string Context, string User, string Namespace)
{
    private const string InCluster = "in-cluster";

    /// <summary>The user's kubeconfig; without one, in a pod, its ServiceAccount.</summary>
    /// <exception cref="StartupException">There is neither, or what there is cannot be used.</exception>
    public static ClusterIdentity Find(ClusterOptions options, TimeProvider time)
    {
        if (KubeconfigFiles.Read(options, time) is { } user) return user;
        if (!KubernetesClientConfiguration.IsInCluster()) throw new StartupException(
            "No kubeconfig found: $KUBECONFIG names no file and ~/.kube/config does not exist. "
            + "Name one with --kubeconfig PATH, or create a cluster (for example with 'minikube start').");
        var config = KubernetesClientConfiguration.InClusterConfig();
        return new ClusterIdentity(config, InCluster, "ServiceAccount", config.Namespace is { Length: > 0 } own ? own : "default");
    }
}
