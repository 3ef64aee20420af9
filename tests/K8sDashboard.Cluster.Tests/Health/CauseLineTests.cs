using System.Collections.Immutable;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Pods;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

public sealed class CauseLineTests
{
    private const int Most = 12;

    [Theory]
    [InlineData(3, "shop/image-0; shop/image-1; shop/image-2")]
    [InlineData(4, "4 in shop: ImagePullBackOff")]
    [InlineData(14, "14 in shop: ImagePullBackOff")]
    public void CauseLine_MoreThanThreeAlikeInANamespace_AreGrouped(int count, string lines) =>
        Assert.Equal(lines, Describe(Many("Pod", "shop", "image", count, index => $"ImagePullBackOff nginx:{index}")));

    [Fact]
    public void CauseLine_DifferentKindCodeOrNamespace_AreNotGrouped()
    {
        ImmutableArray<Cause> causes =
        [
            .. Many("Pod", "shop", "image", 3),
            .. Many("Pod", "bank", "image", 3),
            .. Many("Pod", "shop", "crash-loop", 3),
            .. Many("Deployment", "shop", "image", 3),
        ];

        Assert.All(CauseLine.Of(causes, Most), line => Assert.False(line.IsMany));
    }

    [Fact]
    public void CauseLine_MoreLinesThanTheMaximum_GroupsAcrossNamespaces()
    {
        ImmutableArray<Cause> causes =
        [
            .. Enumerable.Range(0, 12).SelectMany(index => Many("Pod", $"team-{index:00}", "crash-loop", 1)),
            .. Many("Pod", "shop", "evicted", 2),
        ];

        Assert.Equal(12, CauseLine.Of(causes[..12], Most).Length);
        Assert.Equal("12 in several: crash-loop; shop/evicted-0; shop/evicted-1", Describe(causes));
    }

    [Fact]
    public void CauseLine_SeveralLines_AreOrderedBySeverityKindAndPods()
    {
        ImmutableArray<Cause> causes =
        [
            .. Many("Pod", "shop", "unready", 9, level: HealthLevel.Degraded),
            .. Many("Pod", "a", "image", 1),
            .. Many("Pod", "z", "crash-loop", 5),
            .. Many("Node", "", "not-ready", 4),
        ];

        Assert.Equal("4 in : not-ready; 5 in z: crash-loop; a/image-0; 9 in shop: unready", Describe(causes));
    }

    [Fact]
    public void CauseLine_FourGroupedCauses_SumsPodsAndShowsTheEarliestSince()
    {
        var causes = Many("Deployment", "shop", "stuck", 4)
            .Select((cause, index) => cause with { Pods = 2, Since = index == 0 ? null : Ago(index) });

        var line = Assert.Single(CauseLine.Of([.. causes], Most));
        Assert.Equal((8, (DateTimeOffset?)Ago(3)), (line.Pods, line.Since));
    }

    [Theory]
    [InlineData("CrashLoopBackOff app: exit code 1", "CrashLoopBackOff app: exit code 1", "CrashLoopBackOff app: exit code 1")]
    [InlineData("CrashLoopBackOff app: exit code 1", "CrashLoopBackOff app: exit code 137", "CrashLoopBackOff app")]
    [InlineData("CrashLoopBackOff app: exit code 1", "CrashLoopBackOff db: exit code 1", "CrashLoopBackOff")]
    [InlineData("ImagePullBackOff nginx:1.9", "ImagePullBackOff nginx:1.9.1", "ImagePullBackOff")]
    [InlineData(
        "Unschedulable: 0/3 nodes are available: 1 taint",
        "Unschedulable: 0/3 nodes are available: 2 taints",
        "Unschedulable: 0/3 nodes are available"
    )]
    [InlineData("not ready: app", "not ready: db", "not ready")]
    [InlineData("not ready", "not ready: db", "not ready")]
    [InlineData("ImagePullBackOff a", "ErrImagePull a", "image cannot be pulled")]
    [InlineData("", "", "image cannot be pulled")]
    public void CauseLine_GroupedReasons_ShowsTheirCommonWordsOrTheWordsOfTheCode(string one, string other, string expected) =>
        Assert.Equal(
            expected,
            Assert.Single(CauseLine.Of(Many("Pod", "shop", "image", 4, index => index % 2 == 0 ? one : other), Most)).Verdict.Reason
        );

    [Fact]
    public void CauseLine_FourteenPodsInOneLine_KeepsTheCountOfTheClusterVerdict()
    {
        var pods = Enumerable.Range(0, 14).Select(index => Pod($"web-{index}").Waits("ImagePullBackOff")).ToImmutableArray();

        var health = ClusterHealth.Of(EmptyCluster.WithPods(Live(pods)), Now);

        Assert.Equal("14 pods unhealthy", health.Verdict.Reason);
        Assert.Single(CauseLine.Of(health.Causes, Most));
    }

    private static ImmutableArray<Cause> Many(
        string kind,
        string space,
        string code,
        int count,
        Func<int, string>? reason = null,
        HealthLevel level = HealthLevel.Unhealthy
    ) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(index => new Cause(
                    TypeOf(kind),
                    new(space, $"{code}-{index}"),
                    new(level, code, reason?.Invoke(index) ?? code),
                    1,
                    Ago(1)
                )),
        ];

    private static string Describe(ImmutableArray<Cause> causes) =>
        string.Join(
            "; ",
            CauseLine
                .Of(causes, Most)
                .Select(line =>
                    line.IsMany
                        ? $"{line.Causes.Length} in {line.Namespace ?? "several"}: {line.Verdict.Reason}"
                        : line.First.Ref.ToString()
                )
        );
}
