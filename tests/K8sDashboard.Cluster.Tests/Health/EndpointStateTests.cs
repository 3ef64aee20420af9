using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

/// <summary>Endpoints by their conditions, and the health of their Service.</summary>
public sealed class EndpointStateTests
{
    private static readonly Labels Carried = LabelsOf("app", "web");
    private static readonly Service Web = Service();
    private static readonly Service Published = Service() with { PublishNotReadyAddresses = true };
    private static readonly Pod One = Pod("one") with { Labels = Carried };
    private static readonly Pod Two = Pod("two") with { Labels = Carried, PodIp = "10.2.0.2" };
    private static readonly Pod Stray = Pod("stray") with { PodIp = "10.2.0.3" };
    private static readonly Pod Leaving = One with { Deleted = Ago(0.1), Conditions = [Condition("Ready", ConditionStatus.True)] };
    private static readonly Pod Late = Two with
    {
        Containers = [Container(ready: false)],
        Conditions = [Condition("Ready", ConditionStatus.False)],
    };
    private static readonly Pod Crashing = Two.Waits("CrashLoopBackOff");

    private static readonly (string What, ServiceBackends Backends, string Says)[] Cases =
    [
        ("only draining", Of(Web, [Leaving], Draining(Leaving)), "Progressing: 1 draining, still served"),
        (
            "draining, and its successor crashes",
            Of(Web, [Leaving, Crashing], Draining(Leaving), Endpoint(Crashing, ready: false)),
            "Degraded: 1 draining, 1 not ready; still served by what drains: CrashLoopBackOff app"
        ),
        ("draining without a selector", Of(Service(app: ""), [], Draining(One)), "Progressing: 1 draining, still served"),
        (
            "terminating and not serving",
            Of(Web, [Leaving], Draining(Leaving) with { Serving = false }),
            "Progressing: none of 1 pods ready"
        ),
        (
            "three conditions",
            Of(Web, [One, Two], Endpoint(One), Draining(Two), Endpoint(Stray)),
            "Healthy: 1 ready, 1 draining, 1 not matched"
        ),
        ("only not matched", Of(Web, [], Endpoint(Stray)), "Degraded: 1 not matched by selector app=web"),
        ("a pod that is already gone", Of(Web, [One], Endpoint(One), Endpoint(Stray with { Ref = new("shop", "gone") })), "Healthy"),
        (
            "published by the slice",
            Of(Published, [Late], Endpoint(Late) with { Serving = false }),
            "Degraded: 1 published although not ready: not ready: app"
        ),
        (
            "published, known from the pod",
            Of(Published, [Late], Endpoint(Late)),
            "Degraded: 1 published although not ready: not ready: app"
        ),
        (
            "published beside a ready one",
            Of(Published, [One, Late], Endpoint(One), Endpoint(Late)),
            "Healthy: 1 ready, 1 published although not ready"
        ),
        ("published and ready", Of(Published, [One], Endpoint(One)), "Healthy"),
    ];

    public static TheoryData<string, string> Rows() => new(Cases.Select(row => (row.What, row.Says)));

    [Theory]
    [MemberData(nameof(Rows))]
    public void ServiceHealth_EndpointConditions_GiveVerdictAndReason(string what, string says) =>
        Assert.Equal(says, ServiceHealth.Of(Cases.Single(row => row.What == what).Backends, Now).ToString());

    [Fact]
    public void ClusterHealth_DrainingOrPublishedService_AddsNoCauseToThoseOfItsPods()
    {
        var crash = Late with { Conditions = [Condition("Ready", ConditionStatus.False, minutes: 30)] };
        var cluster = EmptyCluster
            .WithServices(Live(Published))
            .WithPods(Live(crash))
            .WithEndpointSlices(Live(Slice(Published, Endpoint(crash))));

        Assert.Equal(["Pod"], ClusterHealth.Of(cluster, Now).Causes.Select(cause => cause.Type.Kind));
    }

    private static ServiceBackends Of(Service service, Pod[] pods, params Endpoint[] endpoints) =>
        ServiceBackends.Of(service, EmptyCluster.WithPods(Live<Pod>([.. pods, Stray])).WithEndpointSlices(Live(Slice(service, endpoints))));
}
