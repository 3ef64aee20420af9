using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Pods;
using Wire = K8sDashboard.Cluster.Wire;

namespace K8sDashboard.Cluster.Tests.Watching;

public sealed class PodMappingTests
{
    [Fact]
    public void Pod_OfTwoIpFamilies_KeepsBothAddresses()
    {
        var pod = Map(
            new Wire.Pod
            {
                Status = new() { PodIp = "10.2.0.7", PodIps = { Ip("10.2.0.7"), Ip("fd00:10:2::7") } },
            }
        );

        Assert.Equal("10.2.0.7", pod.PodIp);
        Assert.Equal(["10.2.0.7", "fd00:10:2::7"], pod.PodIps);
    }

    [Theory]
    [InlineData(30, 30)]
    [InlineData(0, 0)]
    [InlineData(long.MaxValue, 365 * 24 * 3600)]
    [InlineData(-5, 0)]
    public void Pod_BeingDeleted_HasGracePeriodFinalizersAndDeletionRequestTime(long seconds, long grace)
    {
        var due = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var pod = Map(
            new Wire.Pod
            {
                Metadata = new()
                {
                    Name = "web-1",
                    DeletionTimestamp = new() { Seconds = due.ToUnixTimeSeconds() },
                    DeletionGracePeriodSeconds = seconds,
                    Finalizers = { "example.com/hold" },
                },
            }
        );

        Assert.Equal(TimeSpan.FromSeconds(grace), pod.DeletionGracePeriod ?? TimeSpan.Zero);
        Assert.Equal((due, due.AddSeconds(-grace)), (pod.Deleted, pod.DeletionRequested));
        Assert.Equal(["example.com/hold"], pod.Finalizers);
    }

    [Fact]
    public void Pod_WithoutRareFields_SharesOneObjectForAllOfThem()
    {
        var pod = Map(
            new Wire.Pod
            {
                Metadata = new() { Name = "web-1", Finalizers = { "example.com/hold" } },
                Status = new() { PodIp = "10.2.0.7" },
            }
        );
        var other = Map(new Wire.Pod { Metadata = new() { Name = "web-2" } });

        Assert.Empty(pod.Finalizers);
        Assert.Null(pod.DeletionRequested);
        Assert.Equal(ResourceList.None, pod.Overhead);
        // Rare fields share one object: pods without them must not allocate it.
        Assert.Same(ExtrasOf(pod), ExtrasOf(other));
    }

    [Theory]
    [InlineData("", RestartPolicy.Always)]
    [InlineData("Always", RestartPolicy.Always)]
    [InlineData("OnFailure", RestartPolicy.OnFailure)]
    [InlineData("Never", RestartPolicy.Never)]
    public void Pod_RestartPolicy_IsTheSpecs(string wire, RestartPolicy policy) =>
        Assert.Equal(policy, Map(new Wire.Pod { Spec = new() { RestartPolicy = wire } }).RestartPolicy);

    [Fact]
    public void Pod_ResourcesOfTheWholeAndOverhead_AreReadBesideThoseOfContainers()
    {
        var pod = Map(
            new Wire.Pod
            {
                Spec = new()
                {
                    Overhead = { ["cpu"] = Of("250m") },
                    Resources = new() { Requests = { ["cpu"] = Of("1"), ["memory"] = Of("1Gi") }, Limits = { ["cpu"] = Of("2") } },
                },
            }
        );

        Assert.Equal(
            (new ResourceList(0.25, null), new ResourceList(1, 1024 * 1024 * 1024), new ResourceList(2, null)),
            (pod.Overhead, pod.Requests, pod.Limits)
        );
    }

    private static object? ExtrasOf(Pod pod) =>
        typeof(Pod).GetField("extras", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.GetValue(pod);

    private static Pod Map(Wire.Pod pod)
    {
        pod.Metadata ??= new();
        if (pod.Metadata.Name.Length == 0)
            pod.Metadata.Name = "web-1";
        return PodMapping.Map(pod, new Interner());
    }

    private static Wire.PodIp Ip(string ip) => new() { Ip = ip };

    private static Wire.Quantity Of(string text) => new() { String = text };
}
