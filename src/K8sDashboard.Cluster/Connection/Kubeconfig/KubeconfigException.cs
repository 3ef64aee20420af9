namespace K8sDashboard.Cluster.Connection.Kubeconfig;

/// <summary>A kubeconfig is unusable. The message is the end of a sentence about the file and quotes no value that may be secret.</summary>
internal sealed class KubeconfigException(string message) : Exception(message);
