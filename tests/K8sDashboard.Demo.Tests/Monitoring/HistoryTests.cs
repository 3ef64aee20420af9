using System.Globalization;
using K8sDashboard.Demo.Exporters;
using K8sDashboard.Demo.Monitoring;
using K8sDashboard.Demo.Tests.Life;

namespace K8sDashboard.Demo.Tests.Monitoring;

public sealed class HistoryTests
{
    [Fact]
    public void The_past_is_written_each_half_minute_and_up_to_its_very_end()
    {
        using var folder = new DemoFolder();
        var backfill = new Backfill(folder.Path);
        var history = new History(new Targets(new World().Cluster, World.Start), backfill, World.Start.AddHours(1));
        var end = World.Start.AddSeconds(70);
        for (var at = World.Start; at <= end; at = at.AddSeconds(10)) history.Turn(at);
        history.End(end);
        backfill.Dispose();

        var seconds = File.ReadLines(Path.Combine(folder.Path, "history.txt"))
            .Select(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture) - World.Start.ToUnixTimeSeconds()).Distinct();
        Assert.Equal([0.0, 30, 60, 70], seconds);
    }
}
