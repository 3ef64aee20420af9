using System.Reflection;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Tests.Serving;

namespace K8sDashboard.Demo.Tests.Parity;

/// <summary>The scenarios on the simulated API server.</summary>
public sealed class SimulatedApiTests : ApiScenarios
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource ending = new();
    private Simulated? cluster;
    private Task life = Task.CompletedTask;

    private protected override async Task<ApiUnderTest?> StartAsync()
    {
        cluster = await Simulated.StartAsync();
        life = LiveAsync(new LivingCluster(cluster.Store, 7, Machines.All) { Authority = cluster.Server.CertificateAuthority });
        using var kubeconfig = new KubeconfigOnDisk(cluster.Server.Kubeconfig);
        return new ApiUnderTest(kubeconfig.Settings());
    }

    protected override async ValueTask StopAsync()
    {
        await ending.CancelAsync();
        await Task.WhenAny(life);
        ending.Dispose();
        if (cluster is not null)
            await cluster.DisposeAsync();
    }

    // Controllers without nodes: as on a real server, controllers write at any time.
    private async Task LiveAsync(LivingCluster living)
    {
        using var beat = new PeriodicTimer(Beat, TimeProvider.System);
        using (living)
        {
            while (await beat.WaitForNextTickAsync(ending.Token))
                living.Turn(TimeProvider.System.GetUtcNow());
        }
    }
}

/// <summary>The same scenarios on a real API server, if TEST_KUBECONFIG names one for write tests.</summary>
public sealed class RealApiTests : ApiScenarios
{
    private protected override Task<ApiUnderTest?> StartAsync()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("TEST_KUBECONFIG") is not { Length: > 0 }, "TEST_KUBECONFIG is not set");
        return Task.FromResult<ApiUnderTest?>(
            new ApiUnderTest(
                ClusterIdentity
                    .Find(new ClusterOptions { Kubeconfig = Environment.GetEnvironmentVariable("TEST_KUBECONFIG") }, TimeProvider.System)
                    .Settings
            )
        );
    }

    // Pods are refused until the namespace has its service account.
    private protected override Task SettleAsync(ApiUnderTest started) =>
        started.WatchAsync("api/v1/namespaces/SPACE/serviceaccounts?watch=true&timeoutSeconds=10&fieldSelector=metadata.name%3Ddefault", 1);

    protected override ValueTask StopAsync() => ValueTask.CompletedTask;
}

/// <summary>Both servers run the same set of scenarios.</summary>
public sealed class ParityTests
{
    [Fact]
    public void Parity_SimulatedAndRealApi_RunSameScenarios()
    {
        Assert.NotEmpty(Scenarios(typeof(SimulatedApiTests)));
        Assert.Equal(Scenarios(typeof(SimulatedApiTests)), Scenarios(typeof(RealApiTests)));

        static IEnumerable<string> Scenarios(Type tests) =>
            tests
                .GetMethods()
                .Where(method => method.GetCustomAttributes<FactAttribute>().Any())
                .Select(method => method.Name)
                .Order(StringComparer.Ordinal);
    }
}
