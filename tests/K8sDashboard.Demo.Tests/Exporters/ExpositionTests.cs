using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using K8sDashboard.Demo.Exporters;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Tests.Life;

namespace K8sDashboard.Demo.Tests.Exporters;

public sealed partial class ExpositionTests
{
    // What other installations have instead: a dashboard asks for it only where it is.
    private static readonly string[] Variants = ["pod_cpu_usage_seconds_total", "pod_memory_working_set_bytes", "container_fs_usage_bytes"];

    // Prometheus makes these itself.
    private static readonly string[] OwnOfPrometheus = ["up"];

    private static readonly World Founded = new();
    private static readonly Targets All = new(Founded.Cluster, World.Start);

    [Fact]
    public void Exposition_MetricsOfDashboardQueries_AreExported() =>
        AssertTold(
            Directory
                .EnumerateFiles(Path.Combine(Root, "src/K8sDashboard.Monitoring/Queries"), "*.cs")
                .SelectMany(file => Names(File.ReadAllText(file)))
                .Except(Variants)
        );

    [Fact]
    public void Exposition_MetricsOfShippedAlertRules_AreExported() =>
        AssertTold(
            File.ReadLines(Path.Combine(Root, "deploy/prometheus/rules.yml"))
                .Where(line => line.Contains("expr:", StringComparison.Ordinal))
                .SelectMany(Names)
        );

    [Fact]
    public void Exposition_AllTargets_ExportUniqueSeriesWithinTheirFamily()
    {
        foreach (var target in All.All())
        {
            var (family, series) = ("", new HashSet<string>());
            foreach (var line in Text(target, World.Start).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
                    family = line.Split(' ')[2];
                if (line[0] == '#')
                    continue;
                var name = Line().Match(line);
                Assert.True(name.Success, line);
                Assert.True(series.Add(name.Groups[1].Value), $"{target.Job} tells {line} twice");
                Assert.StartsWith(family, line);
            }
        }
    }

    [Fact]
    public void Exposition_HistoryLabelConflict_IsRenamedToExportedLabel()
    {
        var text = new System.Text.StringBuilder();
        foreach (var target in All.All())
            target.Write(Exposition.ForHistory(text, [("job", target.Job), .. target.Labels], World.Start), World.Start);
        foreach (var line in text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var labels = Label().Matches(line).Select(match => match.Groups[1].Value).ToList();
            Assert.True(labels.Distinct().Count() == labels.Count, line);
        }

        Assert.Contains("exported_node=\"worker-1\"", text.ToString());
    }

    [Fact]
    public void Exposition_CountersOver20Minutes_NeverDecrease()
    {
        var world = new World();
        var targets = new Targets(world.Cluster, World.Start);
        var before = new Dictionary<string, double>();
        for (var minute = 0; minute < 20; minute++)
        {
            world.Run(TimeSpan.FromMinutes(1));
            foreach (var target in targets.All())
            {
                foreach (var (series, value) in Counters(Text(target, world.Now)))
                {
                    var key = $"{target.Address}{target.Path} {series}";
                    Assert.True(!before.TryGetValue(key, out var was) || value >= was, $"{key} falls from {was} to {value}");
                    before[key] = value;
                }
            }
        }

        Assert.True(before.Count > 4_000);
    }

    [Fact]
    public void Exposition_NodeMemory_ExceedsItsContainersAndFitsItsSize()
    {
        foreach (var host in Founded.Cluster.Hosts)
        {
            var containers = host.Running.Sum(one => (double)Founded.Cluster.Consumption.WorkingSet(one, Founded.Now));
            Assert.True(host.Meter.MemoryBytes > containers);
            Assert.True(host.Meter.MemoryBytes < host.Meter.MemorySize);
        }
    }

    [Fact]
    public void Exposition_ContainerCpuCounter_GrowsByItsUsage()
    {
        var (consumption, one) = (
            Founded.Cluster.Consumption,
            Founded.Cluster.Hosts.SelectMany(host => host.Running).First(one => one.Name == "search")
        );
        var (from, to) = (World.Start, World.Start.AddSeconds(10));
        var rate = (consumption.CpuSeconds(one, to) - consumption.CpuSeconds(one, from)) / 10;
        Assert.Equal(consumption.Cores(one, from.AddSeconds(5)), rate, tolerance: 0.002);
    }

    [Fact]
    public void Exposition_IngressProbe_Reports503WithoutReadyBackendElse200()
    {
        Assert.Equal(503, Status("https://admin.example.com/"));
        Assert.Equal(200, Status("https://shop.example.com/"));

        double Status(string url) =>
            double.Parse(
                Text(All.All().Single(target => target.Labels.Contains(("instance", url))), World.Start)
                    .Split('\n')
                    .Single(line => line.StartsWith("probe_http_status_code", StringComparison.Ordinal))
                    .Split(' ')[1],
                System.Globalization.CultureInfo.InvariantCulture
            );
    }

    private static string Root => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../.."));

    private static string Here([CallerFilePath] string path = "") => path;

    private static void AssertTold(IEnumerable<string> names)
    {
        var told = All.All()
            .SelectMany(target => Text(target, World.Start).Split('\n'))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => Line().Match(line).Groups[2].Value)
            .ToHashSet();
        var asked = names.Except(OwnOfPrometheus).Distinct().Order().ToList();
        Assert.True(asked.Count > 10);
        Assert.Equal(
            [],
            asked.Where(name =>
                !told.Contains(name) && !(name.EndsWith('_') && told.Any(one => one.StartsWith(name, StringComparison.Ordinal)))
            )
        );
    }

    private static IEnumerable<string> Names(string text) => Metric().Matches(text).Select(match => match.Value);

    private static IEnumerable<(string Series, double Value)> Counters(string text)
    {
        var counts = false;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
                counts = line.EndsWith(" counter", StringComparison.Ordinal) || line.EndsWith(" histogram", StringComparison.Ordinal);
            else if (line[0] != '#' && counts && Line().Match(line) is { } match)
                yield return (
                    match.Groups[1].Value,
                    double.Parse(match.Groups[3].Value, System.Globalization.CultureInfo.InvariantCulture)
                );
        }
    }

    private static string Text(ScrapeTarget target, DateTimeOffset at)
    {
        var text = Exposition.ForScrape();
        target.Write(text, at);
        return text.ToString();
    }

    [GeneratedRegex(@"^(([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?:[a-zA-Z_][a-zA-Z0-9_]*=""(?:[^""\\]|\\.)*"",?)*\})?) (\S+)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"[{,]([a-z_]+)=""")]
    private static partial Regex Label();

    [GeneratedRegex(@"\b(?:node|container|machine|kubelet|apiserver|etcd|scheduler|rest_client|probe|aggregator)_[a-z0-9_]+\b(?!=)")]
    private static partial Regex Metric();
}
