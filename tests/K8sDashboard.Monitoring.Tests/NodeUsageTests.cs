using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Usage;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Monitoring.Tests;

public sealed class NodeUsageTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly NodeSubject One = new("n1", "10.0.0.1");
    private static readonly NodeSubject Two = new("n2", "10.0.0.2");
    private static readonly NodeSubject Three = new("n3", "10.0.0.3");

    private readonly FakeTimeProvider time = new(At.AddSeconds(7));
    private ScrapedCluster cluster = null!;
    private NodeUsage readings = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = await ScrapedCluster.StartAsync(time);
        readings = new NodeUsage(cluster.Client, new MetricDiscovery(cluster.Client, time));
        cluster.Nodes =
        [
            """{"metric":{"__name__":"node_uname_info","job":"node-exporter","instance":"10.0.0.1:9100"},"value":[1,"1"]}""",
            """{"metric":{"__name__":"node_uname_info","job":"node-exporter","instance":"10.0.0.2:9100"},"value":[1,"1"]}""",
        ];
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task NodeUsage_SeveralNodes_AreOneQueryMatchedToTheirExporters()
    {
        cluster.Samples = [Sample("10.0.0.2:9100", "0.9"), Sample("10.0.0.1:9100", "0.31")];

        var answer = await LoadAsync(UsageMetric.Cpu, One, Two, Three);

        Assert.Equal(
            [
                """1 - sum by (job, instance) (rate(node_cpu_seconds_total{job="node-exporter","""
                    + """instance=~"10\\.0\\.0\\.1:9100|10\\.0\\.0\\.2:9100",mode=~"idle|iowait|steal"}[60s])) / sum by (job, instance) """
                    + """(rate(node_cpu_seconds_total{job="node-exporter",instance=~"10\\.0\\.0\\.1:9100|10\\.0\\.0\\.2:9100"}[60s]))""",
            ],
            cluster.Asked
        );
        Assert.Equal(new UsageState.Value(0.31), answer["n1"]);
        Assert.Equal(new UsageState.Value(0.9), answer["n2"]);
        Assert.Equal(new UsageState.NoData("None of the 2 scraped node-exporters is of n3."), answer["n3"]);
    }

    [Fact]
    public async Task NodeUsage_SeveralFileSystems_ShowsFullestWithItsDevice()
    {
        cluster.Samples =
        [
            Sample("10.0.0.1:9100", "0.2", ",\"device\":\"/dev/sda1\""),
            Sample("10.0.0.1:9100", "0.7", ",\"device\":\"/dev/sdb1\""),
            Sample("10.0.0.1:9100", "NaN", ",\"device\":\"/dev/sdc1\""),
        ];

        Assert.Equal(new UsageState.Value(0.7, "/dev/sdb1"), (await LoadAsync(UsageMetric.Disk, One))["n1"]);
        Assert.Contains("fstype=~\"ext[234]|xfs|btrfs|zfs\"", cluster.Asked[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task NodeUsage_NoNodeExporter_FallsBackToCadvisorAndSaysSo()
    {
        cluster.Nodes = ["""{"metric":{"__name__":"machine_cpu_cores","job":"cadvisor","instance":"n1"},"value":[1,"4"]}"""];
        cluster.Samples = ["""{"metric":{"job":"cadvisor","instance":"n1"},"value":[1,"0.5"]}"""];

        Assert.Equal(new UsageState.Value(0.5, "by cAdvisor"), (await LoadAsync(UsageMetric.Memory, One))["n1"]);
        Assert.Equal(
            [
                """max by (job, instance) (container_memory_working_set_bytes{job="cadvisor",instance="n1",id="/"}) / max by """
                    + """(job, instance) (machine_memory_bytes{job="cadvisor",instance="n1"})""",
            ],
            cluster.Asked
        );
    }

    [Theory]
    [InlineData(1, "the node-exporter 10.9.9.1:9100 is of none of these nodes")]
    [InlineData(2, "2 node-exporters are of none of these nodes: 10.9.9.1:9100, 10.9.9.2:9100")]
    [InlineData(5, "5 node-exporters are of none of these nodes: 10.9.9.1:9100, 10.9.9.2:9100, 10.9.9.3:9100 and 2 more")]
    public async Task NodeUsage_ExportersOfNoNode_AreNamedInOneWarningWithoutTwiceScrapedOnes(int unmatched, string warning)
    {
        cluster.Nodes =
        [
            .. cluster.Nodes,
            """{"metric":{"__name__":"node_uname_info","job":"second","instance":"10.0.0.1:9100"},"value":[1,"1"]}""",
            """
                {"metric":{"__name__":"node_uname_info","job":"pods","instance":"10.244.0.9:9100","namespace":"monitoring",
                "pod":"exporter-x"},"value":[1,"1"]}
                """,
            .. Enumerable
                .Range(1, unmatched)
                .Select(i =>
                    $$"""{"metric":{"__name__":"node_uname_info","job":"other","instance":"10.9.9.{{i}}:9100"},"value":[1,"1"]}"""
                ),
        ];

        var answer = await readings.LoadAsync(
            UsageMetric.Cpu,
            [("n1", One)],
            At,
            TestContext.Current.CancellationToken,
            new KnownNodes([One, Two], pod => pod == "monitoring/exporter-x")
        );

        Assert.Equal([warning], Assert.IsType<UsageAnswer<string>.Known>(answer).Warnings);
    }

    [Fact]
    public async Task NodeUsage_ThreeThousandNodes_QueriesWholeJob()
    {
        cluster.Nodes =
        [
            .. Enumerable
                .Range(0, 3000)
                .Select(i =>
                    """{"metric":{"__name__":"node_uname_info","job":"node-exporter","""
                    + $$""" "instance":"worker-{{i}}.example.org:9100"},"value":[1,"1"]}"""
                ),
        ];

        await LoadAsync(UsageMetric.Memory, [.. Enumerable.Range(0, 3000).Select(i => new NodeSubject($"worker-{i}.example.org", ""))]);

        Assert.Equal(
            """max by (job, instance) ((node_memory_MemTotal_bytes{job="node-exporter"} - """
                + """node_memory_MemAvailable_bytes{job="node-exporter"}) / node_memory_MemTotal_bytes{job="node-exporter"})""",
            cluster.Asked[0]
        );
        // One further query on the targets of all nodes without a sample.
        Assert.Equal(["""max by (job, instance) (up{job="node-exporter"})"""], cluster.Asked.Skip(1));
    }

    [Fact]
    public async Task NodeUsage_NothingScraped_IsNotScrapedAndSendsNoQuery()
    {
        cluster.Nodes = [];

        var answer = await readings.LoadAsync(UsageMetric.Cpu, [("n1", One)], At, default);

        Assert.Contains(
            "node_uname_info is absent",
            Assert.IsType<UsageAnswer<string>.NotScraped>(answer).Message,
            StringComparison.Ordinal
        );
        Assert.Empty(cluster.Asked);
    }

    private static string Sample(string instance, string value, string more = "") =>
        $$"""{"metric":{"job":"node-exporter","instance":"{{instance}}"{{more}}},"value":[1,"{{value}}"]}""";

    private async Task<IReadOnlyDictionary<string, UsageState>> LoadAsync(UsageMetric metric, params NodeSubject[] nodes) =>
        Assert
            .IsType<UsageAnswer<string>.Known>(await readings.LoadAsync(metric, [.. nodes.Select(node => (node.Name, node))], At, default))
            .Of;
}
