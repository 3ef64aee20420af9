namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>A namespace of one test, deleted after it.</summary>
internal sealed class Namespace : IAsyncDisposable
{
    private Namespace(string name) => Name = name;

    public string Name { get; }

    /// <summary>A new one with the tutorial's Deployment in it.</summary>
    public static async Task<Namespace> WithNginxAsync(string prefix)
    {
        var created = new Namespace($"{prefix}-{Guid.NewGuid():N}"[..15]);
        await RealCluster.KubectlAsync("create", "namespace", created.Name);
        await RealCluster.KubectlAsync("-n", created.Name, "create", "-f", Repository.Tutorial("nginx-deployment.yml"));
        return created;
    }

    public async ValueTask DisposeAsync() => await RealCluster.KubectlAsync("delete", "namespace", Name, "--wait=false");
}
