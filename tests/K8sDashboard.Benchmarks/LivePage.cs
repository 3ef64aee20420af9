using k8s;
using k8s.Models;
using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.Benchmarks;

/// <summary>The dashboard process with a browser on a list of pods: CPU usage under churn, and the latency of a change.</summary>
/// <param name="kubeconfig">The cluster.</param>
/// <param name="time">The clock.</param>
/// <param name="path">The page's path.</param>
/// <param name="life">A description of the cluster's own activity; null for an idle cluster, in which an idle dashboard is measured
/// too.</param>
internal sealed class LivePage(string kubeconfig, TimeProvider time, string path = "/pods?ns=fill-0", string? life = null)
{
    private const int Changes = 100;
    private const int FirstRestarts = 1_000;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Tiered compilation recompiles a method after thirty calls, and again after thirty more; a page's clock ticks once a second.
    /// </summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(120);

    public async Task RunAsync(Report report)
    {
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", kubeconfig);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Browser.LaunchAsync(playwright);
        var page = await browser.NewPageAsync();
        await page.GotoAsync(dashboard.Login.ToString());
        await page.GotoAsync(new Uri(dashboard.Address, path).ToString());
        var row = page.Locator(
            "tbody tr[aria-label]",
            new() { Has = page.Locator("td[data-title=STATUS]", new() { HasText = "Running" }) }
        ).First;
        await row.WaitForAsync();
        var name = await row.GetAttributeAsync("aria-label") ?? throw new NotMeasuredException("The pods' rows have no name.");
        await Readiness.WaitAsync(dashboard, time);
        await Task.Delay(Settling, time);

        var before = dashboard.CpuTime;
        await Task.Delay(Rest, time);
        var used = 100 * ((dashboard.CpuTime - before) / Rest);
        if (life is null)
            report.Gate($"CPU of the dashboard at rest, its page open, over {Rest.TotalSeconds:0} s", used, 2, " % of a core");
        else
            report.Value($"CPU of the dashboard with {life}, its page open, over {Rest.TotalSeconds:0} s", $"{used:0.00} % of a core");

        using var api = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
        var pod = (await api.CoreV1.ListPodForAllNamespacesAsync(fieldSelector: $"metadata.name={name}")).Items.Single();
        var others = (await api.CoreV1.ListNamespacedPodAsync(pod.Metadata.NamespaceProperty, limit: 40))
            .Items.Where(other => other.Status.Phase == "Running" && other.Metadata.Name != name)
            .Select(other => other.Metadata.Name)
            .ToList();
        if (others.Count == 0)
            throw new NotMeasuredException($"The namespace of pod {name} has no other that runs.");
        using var end = new CancellationTokenSource();
        // An idle cluster gets churn among other visible pods.
        var churn = life is null ? new PodChurn(api, others, time).RunAsync(end.Token) : Task.CompletedTask;
        var samples = new List<TimeSpan>();
        for (var sample = 0; sample < Changes; sample++)
        {
            // Further apart than the coalescing interval, and with jitter against it.
            await Task.Delay(TimeSpan.FromMilliseconds(500 + Random.Shared.Next(500)), time);
            samples.Add(await ChangeAsync(api, page, pod, FirstRestarts + sample));
        }

        await end.CancelAsync();
        await churn;
        report.Gate(
            $"change sent to the API → DOM, p99 of {Changes}, 1 user, {life ?? $"{PodChurn.PerSecond} changes/s"}",
            samples.Percentile(99).TotalMilliseconds,
            300,
            " ms",
            $"p50 {samples.Median().TotalMilliseconds:0} ms"
        );
    }

    /// <summary>From just before the patch is sent until the cell is rendered; includes the API server's time.</summary>
    private async Task<TimeSpan> ChangeAsync(Kubernetes api, IPage page, V1Pod pod, int restarts)
    {
        await page.EvaluateAsync(
            """
            ([pod, restarts]) => {
              window.shown = new Promise(resolve => {
                const look = () => {
                  const cell = document.querySelector(`tr[aria-label="${pod}"] td[data-title="RESTARTS"]`);
                  if (!cell?.textContent.trim().startsWith(restarts)) return;
                  observer.disconnect();
                  resolve(performance.timeOrigin + performance.now());
                };
                const observer = new MutationObserver(look);
                observer.observe(document.body, { childList: true, subtree: true, characterData: true });
              });
            }
            """,
            new object[] { pod.Metadata.Name, $"{restarts + pod.Status.ContainerStatuses.Skip(1).Sum(status => status.RestartCount)}" }
        );
        var patch = new V1Patch(
            $$"""[{"op":"replace","path":"/status/containerStatuses/0/restartCount","value":{{restarts}}}]""",
            V1Patch.PatchType.JsonPatch
        );
        var sent = time.GetUtcNow();
        await api.CoreV1.PatchNamespacedPodStatusAsync(patch, pod.Metadata.Name, pod.Metadata.NamespaceProperty);
        var shown = await page.EvaluateAsync<double>("() => window.shown");
        return TimeSpan.FromMilliseconds(shown - (sent - DateTimeOffset.UnixEpoch).TotalMilliseconds);
    }
}
