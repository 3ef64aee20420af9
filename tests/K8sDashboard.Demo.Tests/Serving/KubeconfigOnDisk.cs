using K8sDashboard.Cluster.Connection;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>The simulated cluster's kubeconfig as a file, loaded like the dashboard's.</summary>
internal sealed class KubeconfigOnDisk : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public KubeconfigOnDisk(string text) => File.WriteAllText(path, text);

    /// <summary>The settings of a context; of the current one by default.</summary>
    public ConnectionSettings Settings(string? context = null) =>
        ClusterIdentity.Find(new ClusterOptions { Kubeconfig = path, Context = context }, TimeProvider.System).Settings;

    public void Dispose() => File.Delete(path);
}
