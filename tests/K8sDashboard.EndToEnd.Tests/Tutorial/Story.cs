using K8sDashboard.EndToEnd.Tests.Harness;

namespace K8sDashboard.EndToEnd.Tests.Tutorial;

/// <summary>A namespace, the dashboard, and two browser windows: a desktop and a phone.</summary>
internal sealed class Story : IAsyncDisposable
{
    private const string LaunchKey = "0000-the-key-of-the-end-to-end-tests-0000";
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Dashboard dashboard;

    private Story(Dashboard dashboard, Window desk, Window phone, string @namespace)
    {
        this.dashboard = dashboard;
        (Desk, Phone, Namespace) = (desk, phone, @namespace);
    }

    public Window Desk { get; }

    public Window Phone { get; }

    public string Namespace { get; }

    public static async Task<Story> BeginAsync(Chromium chromium)
    {
        var @namespace = $"tutorial-{Guid.NewGuid():N}"[..17];
        await RealCluster.KubectlAsync("create", "namespace", @namespace);
        var dashboard = await Dashboard.StartAsync("--kubeconfig", RealCluster.Kubeconfig, "--launch-key", LaunchKey);
        var story = new Story(dashboard, await chromium.OpenAsync(Look.Desk), await chromium.OpenAsync(Look.PhoneDark), @namespace);
        foreach (var window in story.Windows)
            await window.Page.GotoAsync(dashboard.Login.ToString());
        return story;
    }

    /// <summary>Opens a page in both windows, filtered to the story's namespace.</summary>
    public async Task GoAsync(string path)
    {
        foreach (var window in Windows)
            await window.Page.GotoAsync(new Uri(dashboard.Address, $"{path}?ns={Namespace}&range=15m").ToString());
    }

    public async Task ShootAsync(string name)
    {
        foreach (var window in Windows)
            await window.ShootAsync($"tutorial-{name}");
    }

    public Task<string> KubectlAsync(params string[] arguments) => RealCluster.KubectlAsync(["--namespace", Namespace, .. arguments]);

    public async Task<string[]> PodNamesAsync() =>
        [.. KubectlTable.Parse(await KubectlAsync("get", "pods")).Rows.Select(row => row["NAME"])];

    /// <summary>The desktop's table equals the output of <c>kubectl get</c>.</summary>
    public Task SameAsKubectlAsync(string table, string resource, params string[] columns) =>
        Eventually.PassesAsync(
            Eventually.AfterARollout,
            async () =>
            {
                var printed = KubectlTable.Parse(await KubectlAsync("get", resource)).Only(columns);
                Assert.Equal(printed, (await Desk.Page.TableAsync(table)).Only(columns));
                Assert.DoesNotContain("ContainerCreating", printed, StringComparison.Ordinal);
                // Anchored at the start of the cell: a node port may end with 0 before a slash.
                Assert.DoesNotMatch(@"(?m)(^|\| )0/", printed);
                Assert.NotEmpty(printed);
            }
        );

    /// <summary>Waits for this number of pods, all running, in the browser too.</summary>
    public async Task SettledAsync(int pods)
    {
        await Eventually.PassesAsync(
            Eventually.AfterARollout,
            async () =>
            {
                var rows = KubectlTable.Parse(await KubectlAsync("get", "pods")).Rows;
                Assert.Equal(pods, rows.Count);
                Assert.All(rows, row => Assert.Equal("Running", row["STATUS"]));
            }
        );
        await SameAsKubectlAsync("Pods", "pods", "NAME", "READY", "STATUS", "RESTARTS");
    }

    /// <summary>The node port serves this version of nginx, in ten consecutive requests.</summary>
    public async Task AnswersAsync(string version)
    {
        var port = await KubectlAsync("get", "service", "nginx-service", "-o", "jsonpath={.spec.ports[0].nodePort}");
        await Eventually.PassesAsync(
            Eventually.Soon,
            async () =>
            {
                for (var i = 0; i < 10; i++)
                    Assert.Contains(
                        version,
                        await Http.GetStringAsync(new Uri($"http://{RealCluster.NodeAddress}:{port}/")),
                        StringComparison.Ordinal
                    );
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var window in Windows)
            await window.DisposeAsync();
        await dashboard.DisposeAsync();
        await RealCluster.KubectlAsync("delete", "namespace", Namespace, "--wait=false");
    }

    private Window[] Windows => [Desk, Phone];
}
