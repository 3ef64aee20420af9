using System.Text;
using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Queries;

namespace K8sDashboard.Monitoring.Tests;

public sealed class QueryTests
{
    private static readonly LabelSet Exporter = LabelSet.Of(("job", "node-exporter"), ("instance", "10.0.0.5:9100"), ("node", "n1"));
    private static readonly LabelSet Cadvisor = LabelSet.Of(("job", "cadvisor"), ("instance", "n1"));
    private static readonly ScrapedMetrics Everything = new([Exporter], [Cadvisor], "cadvisor", "resource", []);

    [Theory]
    [InlineData(
        NodeMetric.Cpu,
        """1 - sum(rate(node_cpu_seconds_total{job="node-exporter",instance="10.0.0.5:9100",mode=~"idle|iowait|steal"}[$window])) """
            + """/ sum(rate(node_cpu_seconds_total{job="node-exporter",instance="10.0.0.5:9100"}[$window]))"""
    )]
    [InlineData(
        NodeMetric.CpuByMode,
        """sum by (mode) (rate(node_cpu_seconds_total{job="node-exporter",instance="10.0.0.5:9100",mode!="idle"}[$window])) / on """
            + """() group_left () sum(rate(node_cpu_seconds_total{job="node-exporter",instance="10.0.0.5:9100"}[$window]))"""
    )]
    [InlineData(
        NodeMetric.Memory,
        """node_memory_MemTotal_bytes{job="node-exporter",instance="10.0.0.5:9100"} - """
            + """node_memory_MemAvailable_bytes{job="node-exporter",instance="10.0.0.5:9100"}"""
    )]
    [InlineData(NodeMetric.Load, """node_load1{job="node-exporter",instance="10.0.0.5:9100"}""")]
    public void ChartPlanner_NodeWithExporter_QueriesThatExporter(NodeMetric metric, string query) =>
        Assert.Equal(query, Asked(new ChartDefinition.OfNode(metric, new NodeSubject("n1", "10.0.0.5")), Everything)[0]);

    [Theory]
    [InlineData(
        NodeMetric.Cpu,
        """sum(rate(container_cpu_usage_seconds_total{job="cadvisor",instance="n1",id="/"}[$window])) / """
            + """sum(machine_cpu_cores{job="cadvisor",instance="n1"})"""
    )]
    [InlineData(NodeMetric.Memory, """max(container_memory_working_set_bytes{job="cadvisor",instance="n1",id="/"})""")]
    public void ChartPlanner_NodeWithoutExporter_QueriesCadvisor(NodeMetric metric, string query) =>
        Assert.Equal(
            query,
            Asked(new ChartDefinition.OfNode(metric, new NodeSubject("n1", "10.0.0.5")), Everything with { NodeExporters = [] })[0]
        );

    [Theory]
    [InlineData(
        PodMetric.Cpu,
        """max by (namespace, pod, container) (sum without (cpu) """
            + """(rate(container_cpu_usage_seconds_total{namespace="shop",pod="cart-1",job="cadvisor",container!="",container!="POD","""
            + """image!=""}[$window])) and on (namespace, pod, container, id, name) topk by (namespace, pod, container) (1, """
            + """last_over_time(container_start_time_seconds{namespace="shop",pod="cart-1",job="cadvisor",container!="","""
            + """container!="POD",image!=""}[$window]) or on (namespace, pod, container) """
            + """timestamp(container_cpu_usage_seconds_total{namespace="shop",pod="cart-1",job="cadvisor",container!="","""
            + """container!="POD",image!=""})))"""
    )]
    [InlineData(
        PodMetric.Memory,
        """max by (namespace, pod, container) (container_memory_working_set_bytes{namespace="shop",pod="cart-1",job="cadvisor","""
            + """container!="",container!="POD",image!=""} and on (namespace, pod, container, id, name) topk by (namespace, pod, """
            + """container) (1, container_start_time_seconds{namespace="shop",pod="cart-1",job="cadvisor",container!="","""
            + """container!="POD",image!=""} or on (namespace, pod, container) """
            + """timestamp(container_memory_working_set_bytes{namespace="shop",pod="cart-1",job="cadvisor",container!="","""
            + """container!="POD",image!=""})))"""
    )]
    [InlineData(
        PodMetric.Network,
        """max by (namespace, pod) (sum without (interface) """
            + """(rate(container_network_receive_bytes_total{namespace="shop",pod="cart-1",job="cadvisor"}[$window])) and on """
            + """(namespace, pod, id, name) topk by (namespace, pod) (1, """
            + """timestamp(container_network_receive_bytes_total{namespace="shop",pod="cart-1",job="cadvisor"})))"""
    )]
    public void ChartPlanner_PodMetric_ExcludesPauseContainerAndAllButNewestSeries(PodMetric metric, string query) =>
        Assert.Equal(query, Asked(new ChartDefinition.OfPod(metric, new PodSubject("shop", "cart-1")), Everything)[0]);

    [Fact]
    public void ChartPlanner_PodWithoutCadvisor_QueriesKubeletResourceMetrics() =>
        Assert.Equal(
            """max by (namespace, pod) (sum without (cpu) """
                + """(rate(pod_cpu_usage_seconds_total{namespace="shop",pod="cart-1",job="resource"}[$window])) and on (namespace, pod, """
                + """instance) topk by (namespace, pod) (1, timestamp(pod_cpu_usage_seconds_total{namespace="shop",pod="cart-1","""
                + """job="resource"})))""",
            Asked(new ChartDefinition.OfPod(PodMetric.Cpu, new PodSubject("shop", "cart-1")), Everything with { ContainerJob = null })[0]
        );

    [Fact]
    public void ChartPlanner_WorkloadPods_AreOneQuery() =>
        Assert.Equal(
            [
                """sum by (pod) (max by (namespace, pod, container) """
                    + """(container_memory_working_set_bytes{namespace="shop",pod=~"a-1|a-2\\.x",job="cadvisor",container!="","""
                    + """container!="POD",image!=""} and on (namespace, pod, container, id, name) topk by (namespace, pod, container) """
                    + """(1, container_start_time_seconds{namespace="shop",pod=~"a-1|a-2\\.x",job="cadvisor",container!="","""
                    + """container!="POD",image!=""} or on (namespace, pod, container) """
                    + """timestamp(container_memory_working_set_bytes{namespace="shop",pod=~"a-1|a-2\\.x",job="cadvisor",container!="","""
                    + """container!="POD",image!=""}))))""",
            ],
            Asked(
                new ChartDefinition.OfWorkload(PodMetric.Memory, new WorkloadSubject("shop", new NameSet(["a-2.x", "a-1", "a-1"]))),
                Everything
            )
        );

    [Fact]
    public void ChartPlanner_FourHundredPods_SplitsIntoQueriesWithinUrlLimit()
    {
        var pods = Enumerable.Range(0, 400).Select(i => $"a-deployment-with-a-long-name-6d8f46cfb7-{i:00000}").ToArray();

        var queries = Asked(new ChartDefinition.OfWorkload(PodMetric.Cpu, new WorkloadSubject("shop", new NameSet(pods))), Everything);

        Assert.True(queries.Count > 1);
        Assert.All(queries, query => Assert.InRange(Uri.EscapeDataString(query).Length, 1, 6_000));
        Assert.All(pods, pod => Assert.Single(queries, query => query.Contains(pod, StringComparison.Ordinal)));
    }

    public static TheoryData<ChartDefinition, ScrapedMetrics, string> Impossible =>
        new()
        {
            {
                new ChartDefinition.OfPod(PodMetric.Network, new PodSubject("kube-system", "etcd", HostNetwork: true)),
                Everything,
                "counted on the node"
            },
            {
                new ChartDefinition.OfNode(NodeMetric.Load, new NodeSubject("n2", "10.0.0.6")),
                Everything,
                "None of the 1 scraped node-exporters is of n2"
            },
            {
                new ChartDefinition.OfNode(NodeMetric.Load, new NodeSubject("n1", "10.0.0.5")),
                Everything with
                {
                    NodeExporters = [],
                },
                "No node-exporter is scraped"
            },
            {
                new ChartDefinition.OfPod(PodMetric.Cpu, new PodSubject("shop", "a")),
                Everything with
                {
                    ContainerJob = null,
                    ResourceJob = null,
                    Cadvisors = [],
                },
                "cAdvisor is not scraped"
            },
            {
                new ChartDefinition.OfPod(PodMetric.Cpu, new PodSubject("shop", "a")),
                Everything with
                {
                    ContainerJob = null,
                    ResourceJob = null,
                },
                "cAdvisor is scraped, and its rows name no pods"
            },
            { new ChartDefinition.OfWorkload(PodMetric.Cpu, new WorkloadSubject("shop", NameSet.Empty)), Everything, "no pod" },
            {
                new ChartDefinition.OfNode(NodeMetric.Load, new NodeSubject("n1", "10.0.0.5")),
                new(
                    [],
                    [],
                    null,
                    null,
                    [
                        new ScrapeTarget(
                            LabelSet.Of(("job", "node-exporter"), ("instance", "10.0.0.5:9100")),
                            false,
                            "connection refused",
                            null
                        ),
                    ]
                ),
                "10.0.0.5:9100 of job node-exporter is down: connection refused"
            },
        };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void ChartPlanner_MetricNotAvailable_SaysWhy(ChartDefinition panel, ScrapedMetrics scraped, string why) =>
        Assert.Contains(why, Assert.IsType<ChartPlan.Cannot>(ChartPlanner.Plan(panel, scraped)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("plain-1", "\"plain-1\"")]
    [InlineData("a\"} or up{x=\"", "\"a\\\"} or up{x=\\\"\"")]
    [InlineData("back\\slash", "\"back\\\\slash\"")]
    [InlineData("new\nline", "\"new\\u000aline\"")]
    [InlineData("ü", "\"\\u00fc\"")]
    [InlineData("🚀", "\"\\U0001f680\"")]
    public void Matchers_SpecialCharacters_AreEscapedInLiteral(string value, string literal) =>
        Assert.Equal(literal, Matchers.Literal(value));

    [Fact]
    public void Matchers_RandomValues_RoundTripThroughLiteral()
    {
        var random = new Random(20261123);
        for (var i = 0; i < 20_000; i++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(12); n > 0; n--)
                text.Append(random.Next(3) == 0 ? "\"\\\n\r\0{}|.*u"[random.Next(11)] : (char)random.Next(0xd800));
            var value = text.ToString();
            Assert.Equal(value, Unquote(Matchers.Literal(value)));
        }
    }

    [Theory]
    [InlineData("a.b", "axb")]
    [InlineData("a|b", "a")]
    [InlineData("a+", "aa")]
    [InlineData("^(x)[y]{1}$?*", "x")]
    public void Matchers_NameWithRegexCharacters_MatchesOnlyItself(string name, string other)
    {
        var regex = $"^(?:{Matchers.Quote(name)})$";

        Assert.Matches(regex, name);
        Assert.DoesNotMatch(regex, other);
    }

    private static IReadOnlyList<string> Asked(ChartDefinition panel, ScrapedMetrics scraped) =>
        [.. Assert.IsType<ChartPlan.Ask>(ChartPlanner.Plan(panel, scraped)).Queries.Select(query => query.PromQl)];

    // Unquotes as Prometheus' lexer does; newlines and quotes are errors.
    private static string Unquote(string literal)
    {
        Assert.True(literal is ['"', .., '"']);
        var value = new StringBuilder();
        for (var i = 1; i < literal.Length - 1; i++)
        {
            Assert.NotEqual('"', literal[i]);
            Assert.NotEqual('\n', literal[i]);
            if (literal[i] is not '\\')
            {
                value.Append(literal[i]);
                continue;
            }

            i++;
            var digits = literal[i] switch
            {
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            value.Append(
                digits == 0 ? literal[i].ToString() : char.ConvertFromUtf32(Convert.ToInt32(literal.Substring(i + 1, digits), 16))
            );
            i += digits;
        }

        return value.ToString();
    }
}
