using System.Text.RegularExpressions;

namespace K8sDashboard.Demo.Tests.Dashboard;

/// <summary>The alert rules about the dashboard itself.</summary>
public sealed partial class AlertRulesTests
{
    private static readonly string Rules = Path.Combine(MetricDocumentation.Root, "deploy/prometheus/k8sdashboard-rules.yml");

    private static readonly string Cases = Path.Combine(
        MetricDocumentation.Root,
        "tests/K8sDashboard.Demo.Tests/Dashboard/k8sdashboard-rules-test.yml"
    );

    [Fact]
    public async Task AlertRules_PromtoolCheckAndTest_Pass()
    {
        var tool = Promtool.FindOrSkip();
        await Promtool.RunAsync(tool, "check", "rules", Rules);
        await Promtool.RunAsync(tool, "test", "rules", Cases);
    }

    [Fact]
    public void AlertRules_MetricsNamed_AreDocumented() =>
        Assert.Subset(
            MetricDocumentation.Families().Select(family => family.Name).ToHashSet(),
            MetricName().Matches(File.ReadAllText(Rules)).Select(match => match.Value).ToHashSet()
        );

    [GeneratedRegex("k8sdashboard_[a-z_]+")]
    private static partial Regex MetricName();
}
