using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Tests.Serving;
using K8sDashboard.Faults;

namespace K8sDashboard.Demo.Tests.Dashboard;

/// <summary>The fault proxy in front of the simulated API server.</summary>
public sealed class BehindFaultsTests : IAsyncLifetime
{
    private Simulated cluster = null!;
    private FaultProxy proxy = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = await Simulated.StartAsync();
        proxy = await FaultProxy.StartAsync(new FaultProxyOptions(cluster.Server.Address) { Upstream = cluster.Handler() });
    }

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await cluster.DisposeAsync();
    }

    [Fact]
    [Trait("Fault", "F03-watch-closed")]
    public async Task Reflector_WatchConnectionCut_ResumesWithoutRelist()
    {
        cluster.Pod("a");
        await using var dashboard = await ReadingDashboard.StartAsync(Kubeconfig());
        await dashboard.SeePodsAsync("a");
        foreach (var i in Enumerable.Range(0, 3))
        {
            proxy.Line.Cut();
            cluster.Pod($"b{i}");
            cluster.Store.Delete<Pod>("shop", i == 0 ? "a" : $"b{i - 1}");
            await dashboard.SeePodsAsync($"b{i}");
        }

        Assert.Single(proxy.Requests, asked => asked.Kind == "pods" && (asked.IsStream || (asked.IsList && asked.Query != "?limit=1")));
    }

    [Fact]
    [Trait("Fault", "F04-410-paging")]
    public async Task Reflector_SecondListPageExpired_RestartsFromFirstPage()
    {
        // 422 as from servers without streaming lists: only then are lists paged.
        using var paged = proxy.Rules.On(asked => asked.IsStream, new Fault.Answer(422));
        foreach (var i in Enumerable.Range(0, 600))
            cluster.Pod($"many-{i:000}");
        proxy.Passed = (asked, _) =>
        {
            if (
                asked.Kind == "pods"
                && asked.IsList
                && !asked.Query.Contains("continue=", StringComparison.Ordinal)
                && cluster.Store.Get<Pod>("shop", "many-000") is not null
            )
            {
                cluster.Store.Delete<Pod>("shop", "many-000");
                cluster.Server.Compact();
            }
        };
        await using var dashboard = await ReadingDashboard.StartAsync(Kubeconfig());
        await dashboard.SeePodsAsync([.. Enumerable.Range(1, 599).Select(i => $"many-{i:000}")]);
        var lists = proxy
            .Requests.Where(asked => asked.Kind == "pods" && asked.IsList && asked.Query != "?limit=1")
            .Select(asked => asked.Query.Contains("continue=", StringComparison.Ordinal))
            .ToList();
        Assert.Equal([false, true, false], lists.Take(3));
    }

    private string Kubeconfig()
    {
        var authority = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(FaultProxy.Authority.ExportCertificatePem()));
        return string.Join(
            '\n',
            cluster
                .Server.Kubeconfig.Split('\n')
                .Select(line =>
                    line.Contains("server:", StringComparison.Ordinal) ? $"    server: {proxy.Address.AbsoluteUri.TrimEnd('/')}"
                    : line.Contains("certificate-authority-data:", StringComparison.Ordinal)
                        ? $"    certificate-authority-data: {authority}"
                    : line
                )
        );
    }
}
