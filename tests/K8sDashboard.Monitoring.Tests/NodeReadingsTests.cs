using K8sDashboard.Monitoring.Panels;
using K8sDashboard.Monitoring.Readings;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Monitoring.Tests;

public sealed class NodeReadingsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly NodeSubject One = new("n1", "10.0.0.1");
    private static readonly NodeSubject Two = new("n2", "10.0.0.2");
    private static readonly NodeSubject Three = new("n3", "10.0.0.3");

    private readonly FakeTimeProvider time = new(At.AddSeconds(7));
    private ScrapedCluster cluster = null!;
    private NodeReadings readings = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = await ScrapedCluster.StartAsync(time);
        readings = new NodeReadings(cluster.Client, new MetricDiscovery(cluster.Client, time));
        cluster.Nodes =
        [
            """{"metric":{"__name__":"node_uname_info","job":"node-exporter","instance":"10.0.0.1:9100"},"value":[1,"1"]}""",
            """{"metric":{"__name__":"node_uname_info","job":"node-exporter","instance":"10.0.0.2:9100"},"value":[1,"1"]}""",
        ];
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task All_nodes_are_one_query_and_each_gets_what_its_own_exporter_says()
    {
        cluster.Samples = [Sample("10.0.0.2:9100", "0.9"), Sample("10.0.0.1:9100", "0.31")];

        var answer = await LoadAsync(Gauge.Cpu, One, Two, Three);

        Assert.Equal(
            ["""1 - sum by (job, instance) (rate(node_cpu_seconds_total{job="node-exporter",instance=~"10\\.0\\.0\\.1:9100|10\\.0\\.0\\.2:9100",mode=~"idle|iowait|steal"}[60s])) / sum by (job, instance) (rate(node_cpu_seconds_total{job="node-exporter",instance=~"10\\.0\\.0\\.1:9100|10\\.0\\.0\\.2:9100"}[60s]))"""],
            cluster.Asked);
        Assert.Equal(new Reading.Value(0.31), answer["n1"]);
        Assert.Equal(new Reading.Value(0.9), answer["n2"]);
        Assert.Equal(new Reading.NoData("None of the 2 scraped node-exporters is of n3."), answer["n3"]);
    }

    [Fact]
    public async Task The_fullest_file_system_stands_for_the_disk_and_is_named()
    {
        cluster.Samples =
        [
            Sample("10.0.0.1:9100", "0.2", ",\"device\":\"/dev/sda1\""), Sample("10.0.0.1:9100", "0.7", ",\"device\":\"/dev/sdb1\""),
            Sample("10.0.0.1:9100", "NaN", ",\"device\":\"/dev/sdc1\""),
        ];

        Assert.Equal(new Reading.Value(0.7, "/dev/sdb1"), (await LoadAsync(Gauge.Disk, One))["n1"]);
        Assert.Contains("fstype=~\"ext[234]|xfs|btrfs|zfs\"", cluster.Asked[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_without_exporter_is_measured_by_cAdvisor_and_says_so()
    {
        cluster.Nodes = ["""{"metric":{"__name__":"machine_cpu_cores","job":"cadvisor","instance":"n1"},"value":[1,"4"]}"""];
        cluster.Samples = ["""{"metric":{"job":"cadvisor","instance":"n1"},"value":[1,"0.5"]}"""];

        Assert.Equal(new Reading.Value(0.5, "by cAdvisor"), (await LoadAsync(Gauge.Memory, One))["n1"]);
        Assert.Equal(
            ["""max by (job, instance) (container_memory_working_set_bytes{job="cadvisor",instance="n1",id="/"}) / max by (job, instance) (machine_memory_bytes{job="cadvisor",instance="n1"})"""],
            cluster.Asked);
    }

    [Theory]
    [InlineData(1, "the node-exporter 10.9.9.1:9100 is of none of these nodes")]
    [InlineData(2, "2 node-exporters are of none of these nodes: 10.9.9.1:9100, 10.9.9.2:9100")]
    [InlineData(5, "5 node-exporters are of none of these nodes: 10.9.9.1:9100, 10.9.9.2:9100, 10.9.9.3:9100 and 2 more")]
    public async Task Exporters_of_no_node_are_named_once_and_one_that_two_jobs_scrape_is_none_of_them(int strangers, string words)
    {
        cluster.Nodes =
        [
            .. cluster.Nodes,
            """{"metric":{"__name__":"node_uname_info","job":"second","instance":"10.0.0.1:9100"},"value":[1,"1"]}""",
            """{"metric":{"__name__":"node_uname_info","job":"pods","instance":"10.244.0.9:9100","namespace":"monitoring","pod":"exporter-x"},"value":[1,"1"]}""",
            .. Enumerable.Range(1, strangers).Select(i => $$"""{"metric":{"__name__":"node_uname_info","job":"other","instance":"10.9.9.{{i}}:9100"},"value":[1,"1"]}"""),
        ];

        var answer = await readings.LoadAsync(
            Gauge.Cpu, [("n1", One)], At, TestContext.Current.CancellationToken, new KnownNodes([One, Two], pod => pod == "monitoring/exporter-x"));

        Assert.Equal([words], Assert.IsType<ReadingAnswer<string>.Readings>(answer).Warnings);
    }

    [Fact]
    public async Task Thousands_of_nodes_are_asked_as_all_of_the_job()
    {
        cluster.Nodes = [.. Enumerable.Range(0, 3000).Select(i => $$"""{"metric":{"__name__":"node_uname_info","job":"node-exporter","instance":"worker-{{i}}.example.org:9100"},"value":[1,"1"]}""")];

        await LoadAsync(Gauge.Memory, [.. Enumerable.Range(0, 3000).Select(i => new NodeSubject($"worker-{i}.example.org", ""))]);

        Assert.Equal(
            """max by (job, instance) ((node_memory_MemTotal_bytes{job="node-exporter"} - node_memory_MemAvailable_bytes{job="node-exporter"}) / node_memory_MemTotal_bytes{job="node-exporter"})""",
            cluster.Asked[0]);
        // And, once for all that have no sample, whether they are scraped.
        Assert.Equal(["""max by (job, instance) (up{job="node-exporter"})"""], cluster.Asked.Skip(1));
    }

    [Fact]
    public async Task Where_nothing_measures_nodes_the_column_says_so_once_and_asks_nothing()
    {
        cluster.Nodes = [];

        var answer = await readings.LoadAsync(Gauge.Cpu, [("n1", One)], At, default);

        Assert.Contains("node_uname_info is absent", Assert.IsType<ReadingAnswer<string>.NotScraped>(answer).Why, StringComparison.Ordinal);
        Assert.Empty(cluster.Asked);
    }

    private static string Sample(string instance, string value, string more = "") =>
        $$"""{"metric":{"job":"node-exporter","instance":"{{instance}}"{{more}}},"value":[1,"{{value}}"]}""";

    private async Task<IReadOnlyDictionary<string, Reading>> LoadAsync(Gauge gauge, params NodeSubject[] nodes) =>
        Assert.IsType<ReadingAnswer<string>.Readings>(await readings.LoadAsync(gauge, [.. nodes.Select(node => (node.Name, node))], At, default)).Of;
}
