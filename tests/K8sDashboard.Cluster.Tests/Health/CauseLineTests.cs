using System.Collections.Immutable;
using K8sDashboard.Cluster.Health;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

public sealed class CauseLineTests
{
    private const int Most = 12;

    [Theory]
    [InlineData(3, "shop/image-0; shop/image-1; shop/image-2")]
    [InlineData(4, "4 in shop: ImagePullBackOff")]
    [InlineData(14, "14 in shop: ImagePullBackOff")]
    public void More_than_three_alike_in_a_namespace_are_one_line(int count, string lines) =>
        Assert.Equal(lines, Words(Many("Pod", "shop", "image", count, index => $"ImagePullBackOff nginx:{index}")));

    [Fact]
    public void Another_kind_level_code_or_namespace_is_another_trouble()
    {
        ImmutableArray<Cause> causes =
        [
            .. Many("Pod", "shop", "image", 3), .. Many("Pod", "bank", "image", 3), .. Many("Pod", "shop", "crash-loop", 3), .. Many("Deployment", "shop", "image", 3),
        ];

        Assert.All(CauseLine.Of(causes, Most), line => Assert.False(line.IsMany));
    }

    [Fact]
    public void Where_the_lines_are_too_many_namespaces_are_told_together()
    {
        ImmutableArray<Cause> causes = [.. Enumerable.Range(0, 12).SelectMany(index => Many("Pod", $"team-{index:00}", "crash-loop", 1)), .. Many("Pod", "shop", "evicted", 2)];

        Assert.Equal(12, CauseLine.Of(causes[..12], Most).Length);
        Assert.Equal("12 in several: crash-loop; shop/evicted-0; shop/evicted-1", Words(causes));
    }

    [Fact]
    public void The_worst_and_widest_line_leads()
    {
        ImmutableArray<Cause> causes =
        [
            .. Many("Pod", "shop", "unready", 9, level: HealthLevel.Degraded), .. Many("Pod", "a", "image", 1), .. Many("Pod", "z", "crash-loop", 5), .. Many("Node", "", "not-ready", 4),
        ];

        Assert.Equal("4 in : not-ready; 5 in z: crash-loop; a/image-0; 9 in shop: unready", Words(causes));
    }

    [Fact]
    public void A_line_sums_the_pods_and_tells_since_when_the_first()
    {
        var causes = Many("Deployment", "shop", "stuck", 4).Select((cause, index) => cause with { Pods = 2, Since = index == 0 ? null : Ago(index) });

        var line = Assert.Single(CauseLine.Of([.. causes], Most));
        Assert.Equal((8, (DateTimeOffset?)Ago(3)), (line.Pods, line.Since));
    }

    [Theory]
    [InlineData("CrashLoopBackOff app: exit code 1", "CrashLoopBackOff app: exit code 1", "CrashLoopBackOff app: exit code 1")]
    [InlineData("CrashLoopBackOff app: exit code 1", "CrashLoopBackOff app: exit code 137", "CrashLoopBackOff app")]
    [InlineData("CrashLoopBackOff app: exit code 1", "CrashLoopBackOff db: exit code 1", "CrashLoopBackOff")]
    [InlineData("ImagePullBackOff nginx:1.9", "ImagePullBackOff nginx:1.9.1", "ImagePullBackOff")]
    [InlineData("Unschedulable: 0/3 nodes are available: 1 taint", "Unschedulable: 0/3 nodes are available: 2 taints", "Unschedulable: 0/3 nodes are available")]
    [InlineData("not ready: app", "not ready: db", "not ready")]
    [InlineData("not ready", "not ready: db", "not ready")]
    [InlineData("ImagePullBackOff a", "ErrImagePull a", "image cannot be pulled")]
    [InlineData("", "", "image cannot be pulled")]
    public void The_words_are_those_that_all_share_or_the_troubles_own(string one, string other, string words) =>
        Assert.Equal(words, Assert.Single(CauseLine.Of(Many("Pod", "shop", "image", 4, index => index % 2 == 0 ? one : other), Most)).Verdict.Reason);

    [Fact]
    public void The_count_over_all_stays_the_count_of_objects()
    {
        var pods = Enumerable.Range(0, 14).Select(index => Pod($"web-{index}").Waits("ImagePullBackOff")).ToImmutableArray();

        var health = ClusterHealth.Of(EmptyCluster with { Pods = Live(pods) }, Now);

        Assert.Equal("14 pods unhealthy", health.Verdict.Reason);
        Assert.Single(CauseLine.Of(health.Causes, Most));
    }

    private static ImmutableArray<Cause> Many(string kind, string space, string code, int count, Func<int, string>? reason = null, HealthLevel level = HealthLevel.Unhealthy) =>
        [.. Enumerable.Range(0, count).Select(index => new Cause(kind, new(space, $"{code}-{index}"), new(level, code, reason?.Invoke(index) ?? code), 1, Ago(1)))];

    private static string Words(ImmutableArray<Cause> causes) => string.Join("; ", CauseLine.Of(causes, Most)
        .Select(line => line.IsMany ? $"{line.Causes.Length} in {line.Namespace ?? "several"}: {line.Verdict.Reason}" : line.First.Ref.ToString()));
}
