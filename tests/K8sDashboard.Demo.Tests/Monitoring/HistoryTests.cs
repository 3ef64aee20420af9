using System.Globalization;
using K8sDashboard.Demo.Exporters;
using K8sDashboard.Demo.Monitoring;
using K8sDashboard.Demo.Tests.Life;

namespace K8sDashboard.Demo.Tests.Monitoring;

public sealed class HistoryTests
{
    [Fact]
    public void History_SeventySeconds_IsWrittenEvery30SecondsAndAtTheEnd()
    {
        using var folder = new DemoFolder();
        var backfill = new Backfill(folder.Path);
        var history = new History(new Targets(new World().Cluster, World.Start), backfill);
        var end = World.Start.AddSeconds(70);
        for (var at = World.Start; at <= end; at = at.AddSeconds(10))
            history.Turn(at);
        history.End(end);
        backfill.Dispose();

        var lines = File.ReadAllLines(Path.Combine(folder.Path, "history.txt"));
        var seconds = lines
            .Select(line =>
                double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture) - World.Start.ToUnixTimeSeconds()
            )
            .Distinct();
        Assert.Equal([0.0, 30, 60, 70], seconds);
        // Including the metrics of control plane and apps: all charts have the same history.
        Assert.All(
            (string[])["kube-apiserver", "kubelet", "kubernetes-pods", "etcd"],
            job =>
                Assert.Equal(
                    4,
                    lines
                        .Where(line =>
                            line.StartsWith("up{", StringComparison.Ordinal) && line.Contains($"job=\"{job}\"", StringComparison.Ordinal)
                        )
                        .Select(line => line[(line.LastIndexOf(' ') + 1)..])
                        .Distinct()
                        .Count()
                )
        );
    }
}
