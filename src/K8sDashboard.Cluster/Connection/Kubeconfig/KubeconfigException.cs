namespace K8sDashboard.Cluster.Connection.Kubeconfig;

/// <summary>
/// A kubeconfig cannot be used. The message is the end of a sentence about the file and holds no value of it that may be secret.
/// </summary>
internal sealed class KubeconfigException(string message) : Exception(message);
