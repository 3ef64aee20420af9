using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Pages;

/// <summary>CPU and memory in the lists, compared with independent queries to the cluster's Prometheus.</summary>
public sealed partial class UsageTests(Chromium chromium)
{
    private const double Mi = 1024 * 1024;

    // A new container is scraped within seconds, but its first rate needs samples of one minute.
    private static readonly TimeSpan UntilMeasured = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Usage_PodsDeploymentsAndNodes_MatchPrometheus()
    {
        RealCluster.SkipUnlessOurs();
        var @namespace = $"usage-{Guid.NewGuid():N}"[..14];
        await RealCluster.KubectlAsync("create", "namespace", @namespace);
        try
        {
            await RealCluster.KubectlAsync("create", "-f", Saved(ManifestOf(@namespace)));
            await using var dashboard = await Dashboard.StartAsync("--kubeconfig", RealCluster.Kubeconfig);
            await using var window = await chromium.OpenAsync(Look.Desk);
            await window.Page.GotoAsync(dashboard.Login.ToString());

            await PodsAsync(window, dashboard, @namespace);
            await DeploymentAsync(window, dashboard, @namespace);
            await NodesAsync(window, dashboard);
            Assert.Empty(window.Errors);
        }
        finally
        {
            await RealCluster.KubectlAsync("delete", "namespace", @namespace, "--wait=false");
        }
    }

    [Fact]
    public async Task Usage_ListOf210PodsSortedByCpu_QueriesTopkAndAtMost100PodsByName()
    {
        RealCluster.SkipUnlessOurs();
        const int Pods = 210;
        var @namespace = $"usage-{Guid.NewGuid():N}"[..14];
        await RealCluster.KubectlAsync("create", "namespace", @namespace);
        try
        {
            // Unschedulable pods: they only cost the cluster an object each.
            await RealCluster.KubectlAsync(
                "create",
                "-f",
                Saved(Deployment(@namespace, "waiting", Pods, "sleep 1", "nodeSelector: { no-such: node }"))
            );
            await using var prometheus = new RecordingPrometheus();
            await using var dashboard = await Dashboard.StartAsync(
                "--kubeconfig",
                RealCluster.Kubeconfig,
                "--prometheus",
                prometheus.Address
            );
            await using var window = await chromium.OpenAsync(Look.Desk);
            await window.Page.GotoAsync(dashboard.Login.ToString());
            await GoAsync(window, dashboard, $"/pods?ns={@namespace}&sort=-cpu");
            await Assertions.Expect(window.Page.GetByRole(AriaRole.Main)).ToContainTextAsync($"{Pods} pods", new() { Timeout = 60_000 });
            var asked = prometheus.Queries.Count;

            await window.Page.GetByRole(AriaRole.Row).Last.ScrollIntoViewIfNeededAsync();

            await Eventually.PassesAsync(
                Eventually.Soon,
                () =>
                {
                    var since = prometheus.Queries.Skip(asked).ToList();
                    Assert.Contains(
                        since,
                        query =>
                            query.StartsWith("topk(200, ", StringComparison.Ordinal)
                            && query.Contains("container_cpu_usage", StringComparison.Ordinal)
                    );
                    var named = since.Where(query => query.StartsWith("sum by", StringComparison.Ordinal)).ToList();
                    Assert.NotEmpty(named);
                    // A query may contain the same pods several times: once per joined series.
                    Assert.All(
                        named,
                        query => Assert.InRange(PodNames().Matches(query).Select(name => name.Value).Distinct().Count(), 1, 100)
                    );
                    return Task.CompletedTask;
                }
            );
        }
        finally
        {
            await RealCluster.KubectlAsync("delete", "namespace", @namespace, "--wait=false");
        }
    }

    private static async Task PodsAsync(Window window, Dashboard dashboard, string @namespace)
    {
        await GoAsync(window, dashboard, $"/pods?ns={@namespace}&sort=-cpu");
        await Eventually.PassesAsync(
            UntilMeasured,
            async () =>
            {
                var rows = (await window.Page.TableAsync("Pods")).Rows;
                Assert.Equal(3, rows.Count);
                // The two CPU burners before the sleeper.
                Assert.Equal(["burner", "burner", "sleeper"], rows.Select(row => row["NAME"].Split('-')[0]));
                foreach (var row in rows)
                {
                    var pod = $"namespace=\"{@namespace}\",pod=\"{row["NAME"]}\",container!=\"\",container!=\"POD\",image!=\"\"";
                    Near(
                        await PrometheusAsync($"1000 * sum(rate(container_cpu_usage_seconds_total{{{pod}}}[1m]))"),
                        row["CPU"],
                        "m",
                        0.2,
                        least: 5
                    );
                    Near(
                        await PrometheusAsync($"sum(container_memory_working_set_bytes{{{pod}}})") / Mi,
                        row["MEMORY"],
                        "Mi",
                        0.2,
                        least: 1.5
                    );
                }
            }
        );
        // 40m of a limit of 40m.
        await Assertions
            .Expect(window.Page.GetByRole(AriaRole.Row, new() { NameRegex = new("^burner-") }).First)
            .ToContainTextAsync("High", new() { Timeout = (float)UntilMeasured.TotalMilliseconds });
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("Sorted by CPU every 15 s.");
        await window.ShootAsync("usage-pods");
    }

    private static async Task DeploymentAsync(Window window, Dashboard dashboard, string @namespace)
    {
        await GoAsync(window, dashboard, $"/workloads/deployments?ns={@namespace}");
        await Eventually.PassesAsync(
            UntilMeasured,
            async () =>
            {
                var burner = (await window.Page.TableAsync("Deployments")).Rows.Single(row => row["NAME"] == "burner");
                var both = await PrometheusAsync(
                    $"1000 * sum(rate(container_cpu_usage_seconds_total{{namespace=\"{@namespace}\",pod=~\"burner-.*\","
                        + "container!=\"\",container!=\"POD\",image!=\"\"}[1m]))"
                );
                Near(both, burner["CPU"], "m", 0.2, least: 5);
            }
        );
    }

    private static async Task NodesAsync(Window window, Dashboard dashboard)
    {
        await GoAsync(window, dashboard, "/nodes");
        var address = (
            await RealCluster.KubectlAsync("get", "node", "node-1", "-o", "jsonpath={.status.addresses[?(@.type==\"InternalIP\")].address}")
        ).Trim();
        var exporter = $"job=\"node-exporter\",instance=\"{address}:9100\"";
        await Eventually.PassesAsync(
            UntilMeasured,
            async () =>
            {
                var node = (await window.Page.TableAsync("Nodes")).Rows.Single(row => row["NAME"] == "node-1");
                Near(
                    await PrometheusAsync(
                        $"100 * (1 - node_memory_MemAvailable_bytes{{{exporter}}} / node_memory_MemTotal_bytes{{{exporter}}})"
                    ),
                    node["MEMORY"],
                    "%",
                    0.1,
                    least: 3
                );
                // A wide tolerance, since a test machine's load fluctuates; still close enough to identify node and time.
                Near(
                    await PrometheusAsync($"100 * (1 - avg(rate(node_cpu_seconds_total{{{exporter},mode=\"idle\"}}[1m])))"),
                    node["CPU"],
                    "%",
                    0.3,
                    least: 20
                );
                Assert.Matches(@"^(High )?\d+%$", node["DISK"]);
                var pods = await RealCluster.KubectlAsync(
                    "get",
                    "pods",
                    "-A",
                    "--field-selector=spec.nodeName=node-1,status.phase!=Succeeded,status.phase!=Failed",
                    "-o",
                    "name"
                );
                Assert.Equal($"{pods.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length}/110", node["PODS"]);
            }
        );
    }

    private static void Near(double expected, string cell, string unit, double share, double least)
    {
        var figure = cell.Replace("High ", "", StringComparison.Ordinal);
        Assert.EndsWith(unit, figure, StringComparison.Ordinal);
        var shown = double.Parse(figure[..^unit.Length], CultureInfo.InvariantCulture);
        Assert.InRange(shown, expected - Math.Max(least, expected * share), expected + Math.Max(least, expected * share));
    }

    private static async Task<double> PrometheusAsync(string query)
    {
        var answer = await RealCluster.KubectlAsync(
            "get",
            "--raw",
            $"/api/v1/namespaces/monitoring/services/prometheus:9090/proxy/api/v1/query?query={Uri.EscapeDataString(query)}"
        );
        using var json = JsonDocument.Parse(answer);
        var results = json.RootElement.GetProperty("data").GetProperty("result");
        Assert.True(results.GetArrayLength() == 1, $"{query}\n{answer}");
        return double.Parse(results[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture);
    }

    private static Task<IResponse?> GoAsync(Window window, Dashboard dashboard, string path) =>
        window.Page.GotoAsync(new Uri(dashboard.Address, path).ToString());

    private static string ManifestOf(string @namespace) =>
        $"""
            {Deployment(@namespace, "burner", 2, "head -c 12582912 /dev/zero >/dev/shm/held; while :; do :; done")}
            ---
            {Deployment(@namespace, "sleeper", 1, "sleep 3600")}
            """;

    private static string Saved(string manifest)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, manifest);
        return file;
    }

    private static string Deployment(string @namespace, string name, int replicas, string script, string where = "") =>
        $$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: {{name}}, namespace: {{@namespace}} }
            spec:
              replicas: {{replicas}}
              selector: { matchLabels: { app: {{name}} } }
              template:
                metadata: { labels: { app: {{name}} } }
                spec:
                  {{where}}
                  terminationGracePeriodSeconds: 1
                  containers:
                  - name: app
                    image: nginx:1.7.9
                    imagePullPolicy: Never
                    command: [/bin/sh, -c, "{{script}}"]
                    resources: { limits: { cpu: 40m, memory: 32Mi } }
            """;

    [GeneratedRegex("waiting-[a-z0-9]+-[a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex PodNames();
}
