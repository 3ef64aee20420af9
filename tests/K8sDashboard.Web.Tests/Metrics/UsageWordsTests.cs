using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Monitoring.Usage;
using K8sDashboard.Web.Usage;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Metrics;

public sealed class UsageWordsTests
{
    private const double Mi = 1024 * 1024;

    private static readonly UsageBudget Free = new(null, null);

    [Theory]
    [InlineData(UsageMetric.Cpu, 0.0113, "12m")]
    [InlineData(UsageMetric.Cpu, 0.0003, "1m")]
    [InlineData(UsageMetric.Cpu, 0.25, "250m")]
    [InlineData(UsageMetric.Cpu, 3.5, "3500m")]
    [InlineData(UsageMetric.Cpu, 0, "0m")]
    [InlineData(UsageMetric.Memory, 34.9 * Mi, "34Mi")]
    [InlineData(UsageMetric.Memory, 12_345 * Mi, "12345Mi")]
    public void UsageWords_PodUsage_IsFormattedLikeKubectlTop(UsageMetric metric, double amount, string text)
    {
        var words = UsageWords.OfPods(metric, new UsageState.Value(amount), Free);

        Assert.Equal((text, text), (words.Text, words.Plain));
    }

    [Theory]
    [InlineData(UsageMetric.Cpu, 0.06, 0.1, 0.5, "CPU 60m; 60% of request 100m; 12% of limit 500m", false)]
    [InlineData(UsageMetric.Cpu, 0.06, null, null, "CPU 60m; no request; no limit", false)]
    [InlineData(UsageMetric.Memory, 115 * Mi, 64 * Mi, 128 * Mi, "memory 115Mi; 179% of request 64Mi; 89% of limit 128Mi", false)]
    [InlineData(UsageMetric.Memory, 120 * Mi, 64 * Mi, 128 * Mi, "High; memory 120Mi; 187% of request 64Mi; 93% of limit 128Mi", true)]
    public void UsageWords_RequestAndLimit_AreStatedAndUsageNearLimitIsHigh(
        UsageMetric metric,
        double amount,
        double? request,
        double? limit,
        string title,
        bool high
    )
    {
        var words = UsageWords.OfPods(metric, new UsageState.Value(amount), new UsageBudget(request, limit));

        Assert.Equal((title, high), (words.Title, words.IsHigh));
    }

    [Fact]
    public void UsageWords_NoDataOrUnavailable_IsDashWithReason()
    {
        Assert.Equal(("–", "No sample."), Said(new UsageState.NoData("No sample.")));
        Assert.Equal(
            ("–", "Prometheus cannot be reached: refused"),
            Said(new UsageState.Unavailable("Prometheus cannot be reached: refused"))
        );
        Assert.Equal(("…", "Loading"), Said(new UsageState.Loading()));
        Assert.Empty(UsageWords.OfPods(UsageMetric.Cpu, new UsageState.NoData("No sample."), Free).Plain);

        static (string, string) Said(UsageState reading)
        {
            var words = UsageWords.OfPods(UsageMetric.Cpu, reading, Free);
            return (words.Text, words.Title);
        }
    }

    [Fact]
    public void UsageWords_StaleValue_IsKeptMarkedStaleAndNotHigh()
    {
        var words = UsageWords.OfPods(
            UsageMetric.Memory,
            new UsageState.Value(127 * Mi, "", new Staleness(Now, "no answer within 8 s")),
            new(null, 128 * Mi)
        );

        Assert.Equal("127Mi", words.Text);
        Assert.EndsWith("stale: no answer within 8 s", words.Title, StringComparison.Ordinal);
        Assert.True(words.IsQuiet);
        Assert.False(words.IsHigh);
    }

    [Theory]
    [InlineData(UsageMetric.Cpu, 0.319, "", "31%", "0.64 of 2 cores busy; requested by its pods: 500m (25%)")]
    [InlineData(UsageMetric.Memory, 0.5, "by cAdvisor", "50%", "2Gi of 4Gi used; by cAdvisor")]
    [InlineData(UsageMetric.Disk, 0.92, "/dev/sda1", "92%", "High; the fullest file system; /dev/sda1")]
    public void UsageWords_NodeUsage_IsPercentageWithShareAndDetails(
        UsageMetric metric,
        double share,
        string detail,
        string text,
        string title
    )
    {
        var words = UsageWords.OfNode(
            metric,
            new UsageState.Value(share, detail),
            Node().Capacity,
            metric is UsageMetric.Cpu ? "requested by its pods: 500m (25%)" : ""
        );

        Assert.Equal((text, title, share), (words.Text, words.Title, words.Share));
    }

    [Fact]
    public void UsageBudget_ContainerWithoutLimit_HasNoPodLimitAndCountsSidecars()
    {
        ContainerTemplate app = new("app", "a") { Requests = new(0.1, null), Limits = new(0.5, null) };
        ContainerTemplate proxy = new("proxy", "b") { Requests = new(0.05, null), RestartsAlways = true };
        var pod = Pod() with
        {
            Containers = [new(app, null)],
            InitContainers = [new(proxy, null), new(app with { RestartsAlways = false }, null)],
        };

        Assert.Equal(0.15, UsageBudget.Of(UsageMetric.Cpu, pod).Request!.Value, 9);
        Assert.Null(UsageBudget.Of(UsageMetric.Cpu, pod).Limit);
        Assert.True(UsageBudget.Of(UsageMetric.Cpu, pod).IsPartlyLimited);
        var plain = Pod() with { Containers = [new(app, null)] };
        Assert.Equal(new UsageBudget(0.2, 1), UsageBudget.Of(UsageMetric.Cpu, [plain, plain with { Uid = "other" }]));
        Assert.Equal(new UsageBudget(0.1, 0.5), UsageBudget.Of(UsageMetric.Cpu, [plain, plain with { Phase = PodPhase.Succeeded }]));
        Assert.Equal(Free, UsageBudget.Of(UsageMetric.Memory, plain));
        Assert.Equal(Free, UsageBudget.Of(UsageMetric.Cpu, []));
    }

    [Fact]
    public void UsageBudget_LargeInitContainer_IsTheRequestThatTheSchedulerCounts()
    {
        var pod = Pod() with
        {
            InitContainers = [Container("migrate", Ended(0), requests: new(1, null))],
            Containers = [Container("app", requests: new(0.2, null)), Container("proxy", requests: new(0.15, null))],
        };

        Assert.Equal(
            "CPU 100m; 10% of request 1; no limit",
            UsageWords.OfPods(UsageMetric.Cpu, new UsageState.Value(0.1), UsageBudget.Of(UsageMetric.Cpu, pod)).Title
        );
    }

    [Fact]
    public void UsageBudget_LimitOfThePod_IsOfTheWholeWhateverContainersHave()
    {
        var pod = Pod() with { Containers = [Container(), Container("proxy")], Limits = new(2, null), Overhead = new(0.25, null) };

        Assert.Equal(new UsageBudget(0.25, 2.25), UsageBudget.Of(UsageMetric.Cpu, pod));
    }

    [Fact]
    public void UsageWords_LimitOfSomeContainersOnly_IsNoLimitForTheWhole() =>
        Assert.Equal(
            "CPU 60m; no request; no limit for the whole",
            UsageWords.OfPods(UsageMetric.Cpu, new UsageState.Value(0.06), new UsageBudget(null, null, IsPartlyLimited: true)).Title
        );
}
