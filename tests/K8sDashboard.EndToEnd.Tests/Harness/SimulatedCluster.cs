namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>Class fixture: one demo without simulated failures and without Prometheus, for tests of pages only.</summary>
public sealed class SimulatedCluster : IAsyncLifetime
{
    private const string LaunchKey = "0000-the-key-of-the-end-to-end-tests-0000";

    private RunningDemo? demo;

    /// <summary>The dashboard's URL with a launch key that stays valid.</summary>
    public Uri Login => demo!.Login;

    public Uri Address => demo!.Address;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "process groups are Linux's");
        demo = await RunningDemo.StartBuiltAsync("--launch-key", LaunchKey, "--no-troubles", "--no-prometheus");
    }

    public async ValueTask DisposeAsync()
    {
        if (demo is not null)
            await demo.DisposeAsync();
    }
}
