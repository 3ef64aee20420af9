using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Fleet;

/// <summary>
/// An active workload of the fleet: simulated by the same controllers and kubelets as the company's, on a view of the cluster restricted to
/// this workload.
/// </summary>
internal sealed class AwakeApp
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(4);

    private readonly FleetNodes nodes;
    private readonly ClusterState state;
    private readonly Kubelets kubelets;
    private readonly Action<DateTimeOffset>[] components;
    private DateTimeOffset touched;

    public AwakeApp(
        FleetApp app,
        ObjectStore store,
        FleetScope scope,
        FleetNodes nodes,
        EventLog events,
        SeededRandom chance,
        Consumption consumption
    )
    {
        (App, this.nodes) = (app, nodes);
        state = new ClusterState(store, (kind, snapshot) => FleetNames.Of(app, kind, snapshot).Where(one => !scope.IsForeign(kind, one)));
        kubelets = new Kubelets(state, events, chance, consumption, []);
        var (endpoints, garbage) = (new ServiceEndpoints(state, chance), new Garbage(state));
        components =
        [
            new Deployments(state, events).Turn,
            new ReplicaSets(state, events).Turn,
            new Scheduler(state, events, pod => nodes.Choose(pod, state.List<Pod>())).Turn,
            Run,
            endpoints.Turn,
            garbage.Turn,
        ];
    }

    public FleetApp App { get; }

    /// <summary>Whether none of its objects are left.</summary>
    public bool IsGone =>
        state.Get<Deployment>(App.Namespace, App.Name) is null && state.List<ReplicaSet>().Count == 0 && state.List<Pod>().Count == 0;

    /// <summary>Records a change of one of its objects.</summary>
    public void Touch(DateTimeOffset now) => touched = now;

    public void Turn(DateTimeOffset now)
    {
        foreach (var component in components)
            component(now);
    }

    /// <summary>Whether it has converged and been unchanged for a while.</summary>
    public bool IsSettled(DateTimeOffset now) =>
        now - touched > Quiet
        && state.List<Pod>().All(pod => pod.Metadata.DeletionTimestamp is null && Availability.IsReady(pod))
        && state
            .List<ReplicaSet>()
            .All(set => set.Metadata.DeletionTimestamp is null && set.Spec.Replicas == (set.Status?.AvailableReplicas ?? 0))
        && state.List<Deployment>().All(IsSettled);

    /// <summary>Removes its pods from the kubelets' state.</summary>
    public void Rest()
    {
        foreach (var pod in state.List<Pod>())
            nodes.Find(pod.Spec.NodeName)?.Host.Pods.Remove(pod.Metadata.Uid);
    }

    private static bool IsSettled(Deployment deployment) =>
        deployment.Metadata.DeletionTimestamp is null
        && deployment.Status?.ObservedGeneration == deployment.Metadata.Generation
        && (deployment.Spec.Paused || deployment.Status.UpdatedReplicas == deployment.Spec.Replicas);

    private void Run(DateTimeOffset now)
    {
        foreach (var pod in state.List<Pod>())
        {
            if (nodes.Find(pod.Spec.NodeName)?.Host is not { } host)
                continue;
            if (!host.Pods.ContainsKey(pod.Metadata.Uid))
                kubelets.GoOn(host, pod);
            kubelets.Turn(host, pod, now);
        }
    }
}
