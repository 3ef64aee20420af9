using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The Deployment controller: a ReplicaSet for each revision, and pods moved from the old ones to the new one.</summary>
public sealed class Deployments(ClusterState state, EventLog events)
{
    public const string RevisionAnnotation = "deployment.kubernetes.io/revision";
    private const string ChangeCause = "kubernetes.io/change-cause";
    private const string Me = "deployment-controller";
    private const int DefaultHistory = 10;

    public void Turn(DateTimeOffset now)
    {
        foreach (var deployment in state.List<Deployment>())
        {
            if (deployment.Metadata.DeletionTimestamp is null) Roll(deployment, now);
        }
    }

    private void Roll(Deployment deployment, DateTimeOffset now)
    {
        var sets = SetsOf(deployment);
        var current = sets.Find(set => PodTemplate.AreEqual(deployment.Spec.Template, set.Spec.Template));
        if (!deployment.Spec.Paused)
        {
            current = current is null ? Begin(deployment, sets, now) : Renew(current, deployment, sets);
            if (current is null) return;
            Move(deployment, current, now);
            Forget(deployment, now);
        }
        else if (sets.Where(set => set.Spec.Replicas > 0).DefaultIfEmpty(current).MaxBy(RevisionOf) is { } active)
        {
            // A paused one is scaled, but not rolled.
            Scale(deployment, active, (deployment.Spec.HasReplicas ? deployment.Spec.Replicas : 1) - sets.Where(set => set != active).Sum(set => set.Spec.Replicas), now);
        }

        Report(deployment, now);
    }

    /// <summary>The ReplicaSet of a revision that was not there before.</summary>
    private ReplicaSet? Begin(Deployment deployment, List<ReplicaSet> sets, DateTimeOffset now) =>
        state.Create(Set(deployment, NextRevision(sets), 0, now)) is { } made ? Renew(made, deployment, [.. sets, made]) : null;

    /// <summary>The ReplicaSet of what a Deployment's template says at present.</summary>
    internal static ReplicaSet Set(Deployment deployment, long revision, int replicas, DateTimeOffset now)
    {
        var (meta, hash) = (deployment.Metadata, PodTemplate.HashOf(deployment.Spec.Template));
        var set = new ReplicaSet
        {
            Metadata = new ObjectMeta { Namespace = meta.Namespace, Name = $"{meta.Name}-{hash}", CreationTimestamp = now.ToTime(), OwnerReferences = { PodTemplate.OwnedBy(deployment) } },
            Spec = new ReplicaSetSpec
            {
                Replicas = replicas, MinReadySeconds = deployment.Spec.MinReadySeconds, Selector = deployment.Spec.Selector.Clone(), Template = deployment.Spec.Template.Clone(),
            },
        };
        set.Metadata.Labels.Add(deployment.Spec.Template.Metadata.Labels);
        set.Metadata.Labels[PodTemplate.HashLabel] = hash;
        set.Spec.Selector.MatchLabels[PodTemplate.HashLabel] = hash;
        set.Spec.Template.Metadata.Labels[PodTemplate.HashLabel] = hash;
        Annotate(set.Metadata, deployment, revision);
        return set;
    }

    /// <summary>Gives the current ReplicaSet the latest revision: a rolled back one becomes the newest again.</summary>
    private ReplicaSet? Renew(ReplicaSet current, Deployment deployment, List<ReplicaSet> sets)
    {
        var older = sets.Where(set => set.Metadata.Uid != current.Metadata.Uid).ToList();
        var revision = older.TrueForAll(set => RevisionOf(set) < RevisionOf(current)) ? RevisionOf(current) : NextRevision(sets);
        var renewed = state.Change(current, set => Annotate(set.Metadata, deployment, revision));
        if (renewed is not null && state.Get<Deployment>(deployment.Metadata.Namespace, deployment.Metadata.Name) is { } latest)
            state.Change(latest, changed => changed.Metadata.Annotations[RevisionAnnotation] = $"{revision}");
        return renewed;
    }

    private void Move(Deployment deployment, ReplicaSet current, DateTimeOffset now)
    {
        var old = SetsOf(deployment).Where(set => set.Metadata.Uid != current.Metadata.Uid).ToList();
        var pods = old.Sum(set => state.PodsOf(set.Metadata.Uid).Count());
        foreach (var (set, replicas) in Rollout.Next(deployment.Spec, current, old, pods)) Scale(deployment, set, replicas, now);
    }

    private void Scale(Deployment deployment, ReplicaSet set, int replicas, DateTimeOffset now)
    {
        var before = set.Spec.Replicas;
        if (before == replicas || state.Change(set, changed => changed.Spec.Replicas = Math.Max(0, replicas)) is null) return;
        var direction = replicas > before ? "up" : "down";
        events.Normal(deployment, "ScalingReplicaSet", $"Scaled {direction} replica set {set.Metadata.Name} from {before} to {replicas}", Me, now);
    }

    /// <summary>Old revisions beyond what is to be kept.</summary>
    private void Forget(Deployment deployment, DateTimeOffset now)
    {
        var kept = deployment.Spec.HasRevisionHistoryLimit ? deployment.Spec.RevisionHistoryLimit : DefaultHistory;
        var empty = SetsOf(deployment).Where(set => set is { Spec.Replicas: 0, Status.Replicas: 0 }
            && !PodTemplate.AreEqual(deployment.Spec.Template, set.Spec.Template)).OrderByDescending(RevisionOf);
        foreach (var set in empty.Skip(kept)) state.Remove<ReplicaSet>(set.Metadata, now);
    }

    private void Report(Deployment deployment, DateTimeOffset now)
    {
        if (state.Get<Deployment>(deployment.Metadata.Namespace, deployment.Metadata.Name) is not { } latest) return;
        var sets = SetsOf(latest);
        var current = sets.Find(set => PodTemplate.AreEqual(latest.Spec.Template, set.Spec.Template));
        state.ChangeStatus(latest, changed => changed.Status = RolloutStatus.Of(latest, current, sets, now));
    }

    private List<ReplicaSet> SetsOf(Deployment deployment) =>
        [.. state.List<ReplicaSet>().Where(set => set.Metadata.OwnerReferences.Any(owner => owner.Uid == deployment.Metadata.Uid))];

    private static long NextRevision(IEnumerable<ReplicaSet> sets) => sets.Select(RevisionOf).DefaultIfEmpty().Max() + 1;

    private static long RevisionOf(ReplicaSet? set) =>
        set is not null && set.Metadata.Annotations.TryGetValue(RevisionAnnotation, out var text) && long.TryParse(text, out var revision) ? revision : 0;

    private static void Annotate(ObjectMeta meta, Deployment deployment, long revision)
    {
        meta.Annotations[RevisionAnnotation] = $"{revision}";
        meta.Annotations["deployment.kubernetes.io/desired-replicas"] = $"{deployment.Spec.Replicas}";
        if (deployment.Metadata.Annotations.TryGetValue(ChangeCause, out var cause)) meta.Annotations[ChangeCause] = cause;
    }
}
