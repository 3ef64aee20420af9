using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The DaemonSet controller: one pod on each eligible node.</summary>
public sealed class DaemonSets(ClusterState state, EventLog events)
{
    private const string Me = "daemonset-controller";

    private readonly Revisions revisions = new(state);
    private readonly ControllerRefs refs = new(state);

    public void Turn(DateTimeOffset now)
    {
        foreach (var set in state.List<DaemonSet>())
        {
            if (set.Metadata.DeletionTimestamp is null)
                Spread(set, now);
        }
    }

    private void Spread(DaemonSet set, DateTimeOffset now)
    {
        var revision = revisions.Keep(set, now);
        refs.ClaimPods(set, set.Spec.Selector);
        var pods = state.PodsOf(set.Metadata.Uid).Where(pod => pod.Metadata.DeletionTimestamp is null).ToLookup(pod => pod.Spec.NodeName);
        var nodes = state.List<Node>().Where(node => MayRunOn(set, node)).Select(node => node.Metadata.Name).ToList();
        foreach (var node in nodes.Where(node => !pods[node].Any()))
            Make(set, node, revision, now);
        foreach (
            var pod in pods.Where(group => !nodes.Contains(group.Key))
                .SelectMany(group => group)
                .Concat(pods.SelectMany(group => group.Skip(1)))
        )
            state.End(pod, now);
        foreach (var failed in pods.SelectMany(group => group).Where(pod => pod.Status?.Phase == "Failed"))
            state.End(failed, now);
        Update(set, [.. pods.SelectMany(group => group)], revision, nodes.Count, now);
        Report(set, nodes.Count, revision, now);
    }

    /// <summary>A rolling update, limited by maxUnavailable.</summary>
    private void Update(DaemonSet set, List<Pod> pods, string revision, int nodes, DateTimeOffset now)
    {
        if (set.Spec.UpdateStrategy?.Type == "OnDelete")
            return;
        var allowed =
            Math.Max(1, IntOrPercent.Up(set.Spec.UpdateStrategy?.RollingUpdate?.MaxUnavailable, nodes, "1"))
            - (nodes - pods.Count(Availability.IsReady));
        foreach (
            var pod in pods.Where(pod => pod.Metadata.Labels.GetValueOrDefault(PodTemplate.RevisionLabel) != revision)
                .Take(Math.Max(0, allowed))
        )
        {
            state.End(pod, now);
            events.Normal(set, "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}", Me, now);
        }
    }

    private void Make(DaemonSet set, string node, string revision, DateTimeOffset now)
    {
        var pod = PodTemplate.Make(set.Spec.Template, set, null, now);
        pod.Metadata.Labels[PodTemplate.RevisionLabel] = revision;
        foreach (var trouble in (string[])["disk-pressure", "memory-pressure", "pid-pressure", "unschedulable"])
            pod.Spec.Tolerations.Add(
                new Toleration
                {
                    Key = "node.kubernetes.io/" + trouble,
                    Operator = "Exists",
                    Effect = "NoSchedule",
                }
            );
        // Bound directly: the node affinity of a daemon pod leaves the scheduler only this node.
        pod.Spec.NodeName = node;
        if (state.Create(pod) is not { } made)
            return;
        events.Normal(set, "SuccessfulCreate", $"Created pod: {made.Metadata.Name}", Me, now);
        events.Normal(
            made,
            "Scheduled",
            $"Successfully assigned {made.Metadata.Namespace}/{made.Metadata.Name} to {node}",
            "default-scheduler",
            now
        );
    }

    private void Report(DaemonSet set, int nodes, string revision, DateTimeOffset now)
    {
        var pods = state.PodsOf(set.Metadata.Uid).Where(Availability.IsActive).ToList();
        var available = pods.Count(pod => Availability.IsAvailable(pod, set.Spec.MinReadySeconds, now));
        state.ChangeStatus(
            set,
            changed =>
                changed.Status = new DaemonSetStatus
                {
                    CurrentNumberScheduled = pods.Count,
                    DesiredNumberScheduled = nodes,
                    NumberReady = pods.Count(Availability.IsReady),
                    NumberAvailable = available,
                    NumberUnavailable = Math.Max(0, nodes - available),
                    UpdatedNumberScheduled = pods.Count(pod =>
                        pod.Metadata.Labels.GetValueOrDefault(PodTemplate.RevisionLabel) == revision
                    ),
                    ObservedGeneration = set.Metadata.Generation,
                }
        );
    }

    private static bool MayRunOn(DaemonSet set, Node node)
    {
        var pod = new Pod { Spec = set.Spec.Template.Spec };
        // Daemons tolerate the taints of temporary node conditions.
        return NodeAffinity.Fits(pod.Spec, node)
            && node.Spec.Taints.All(taint =>
                taint.Key.StartsWith("node.kubernetes.io/", StringComparison.Ordinal) || Scheduler.Tolerates(pod, taint)
            );
    }
}
