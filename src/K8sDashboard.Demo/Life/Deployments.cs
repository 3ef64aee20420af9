using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The Deployment controller: a ReplicaSet per revision, and rolling updates from the old ones to the new one.</summary>
public sealed class Deployments(ClusterState state, EventLog events)
{
    public const string RevisionAnnotation = "deployment.kubernetes.io/revision";
    private const string Me = "deployment-controller";
    private const int DefaultHistory = 10;

    private readonly ControllerRefs refs = new(state);

    public void Turn(DateTimeOffset now)
    {
        foreach (var deployment in state.List<Deployment>())
        {
            if (deployment.Metadata.DeletionTimestamp is null)
                Roll(deployment, now);
        }
    }

    private void Roll(Deployment deployment, DateTimeOffset now)
    {
        var sets = refs.ClaimReplicaSets(deployment);
        var current = sets.Find(set => PodTemplate.AreEqual(deployment.Spec.Template, set.Spec.Template));
        if (current is not null)
            current = Renew(current, deployment, sets);
        else if (!deployment.Spec.Paused)
            current = Begin(deployment, sets, now);
        if (!deployment.Spec.Paused)
        {
            if (current is null)
                return;
            Move(deployment, current, now);
        }
        else if (sets.Where(set => set.Spec.Replicas > 0).DefaultIfEmpty(current).MaxBy(RevisionOf) is { } active)
        {
            // A paused Deployment is scaled, but not rolled out.
            var others = sets.Where(set => set != active).Sum(set => set.Spec.Replicas);
            Scale(deployment, active, Rollout.Desired(deployment.Spec) - others, now);
        }

        Forget(deployment, now);
        Report(deployment, now);
    }

    /// <summary>Creates the ReplicaSet of a new revision; null on a name collision, which changes the next hash.</summary>
    private ReplicaSet? Begin(Deployment deployment, List<ReplicaSet> sets, DateTimeOffset now)
    {
        var set = Set(deployment, NextRevision(sets), 0, now);
        if (state.Create(set) is { } made)
            return Renew(made, deployment, [.. sets, made]);
        if (state.Get<ReplicaSet>(set.Metadata.Namespace, set.Metadata.Name) is not null)
            state.ChangeStatus(deployment, changed => (changed.Status ??= new()).CollisionCount++);
        return null;
    }

    /// <summary>The ReplicaSet for a Deployment's current template.</summary>
    internal static ReplicaSet Set(Deployment deployment, long revision, int replicas, DateTimeOffset now)
    {
        var (meta, hash) = (deployment.Metadata, PodTemplate.HashOf(deployment.Spec.Template, deployment.Status?.CollisionCount ?? 0));
        var set = new ReplicaSet
        {
            Metadata = new ObjectMeta
            {
                Namespace = meta.Namespace,
                Name = $"{meta.Name}-{hash}",
                CreationTimestamp = now.ToTime(),
                OwnerReferences = { PodTemplate.OwnedBy(deployment) },
            },
            Spec = new ReplicaSetSpec
            {
                Replicas = replicas,
                MinReadySeconds = deployment.Spec.MinReadySeconds,
                Selector = deployment.Spec.Selector.Clone(),
                Template = deployment.Spec.Template.Clone(),
            },
        };
        set.Metadata.Labels.Add(deployment.Spec.Template.Metadata.Labels);
        set.Metadata.Labels[PodTemplate.HashLabel] = hash;
        set.Spec.Selector.MatchLabels[PodTemplate.HashLabel] = hash;
        set.Spec.Template.Metadata.Labels[PodTemplate.HashLabel] = hash;
        RevisionAnnotations.Write(set, deployment, revision);
        RevisionAnnotations.WriteReplicas(set, deployment);
        return set;
    }

    /// <summary>Gives the current ReplicaSet the latest revision number: after a rollback the old one becomes the newest.</summary>
    private ReplicaSet? Renew(ReplicaSet current, Deployment deployment, List<ReplicaSet> sets)
    {
        var older = sets.Where(set => set.Metadata.Uid != current.Metadata.Uid).ToList();
        var revision = older.TrueForAll(set => RevisionOf(set) < RevisionOf(current)) ? RevisionOf(current) : NextRevision(sets);
        var renewed = state.Change(
            current,
            set =>
            {
                set.Spec.MinReadySeconds = deployment.Spec.MinReadySeconds;
                RevisionAnnotations.Write(set, deployment, revision);
            }
        );
        if (renewed is not null && state.Get<Deployment>(deployment.Metadata.Namespace, deployment.Metadata.Name) is { } latest)
            state.Change(latest, changed => changed.Metadata.Annotations[RevisionAnnotation] = $"{revision}");
        return renewed;
    }

    private void Move(Deployment deployment, ReplicaSet current, DateTimeOffset now)
    {
        var old = SetsOf(deployment).Where(set => set.Metadata.Uid != current.Metadata.Uid).ToList();
        var pods = old.Sum(set => state.PodsOf(set.Metadata.Uid).Count());
        foreach (var (set, replicas) in Rollout.Next(deployment.Spec, current, old, pods))
            Scale(deployment, set, replicas, now);
    }

    private void Scale(Deployment deployment, ReplicaSet set, int replicas, DateTimeOffset now)
    {
        var before = set.Spec.Replicas;
        var scaled = state.Change(
            set,
            changed =>
            {
                changed.Spec.Replicas = Math.Max(0, replicas);
                RevisionAnnotations.WriteReplicas(changed, deployment);
            }
        );
        if (before == replicas || scaled is null)
            return;
        var direction = replicas > before ? "up" : "down";
        events.Normal(
            deployment,
            "ScalingReplicaSet",
            $"Scaled {direction} replica set {set.Metadata.Name} from {before} to {replicas}",
            Me,
            now
        );
    }

    /// <summary>Deletes old ReplicaSets beyond revisionHistoryLimit.</summary>
    private void Forget(Deployment deployment, DateTimeOffset now)
    {
        var kept = deployment.Spec.HasRevisionHistoryLimit ? deployment.Spec.RevisionHistoryLimit : DefaultHistory;
        var empty = SetsOf(deployment)
            .Where(set =>
                set is { Spec.Replicas: 0, Status.Replicas: 0 } && !PodTemplate.AreEqual(deployment.Spec.Template, set.Spec.Template)
            )
            .OrderByDescending(RevisionOf);
        foreach (var set in empty.Skip(kept))
            state.Remove<ReplicaSet>(set.Metadata, now);
    }

    private void Report(Deployment deployment, DateTimeOffset now)
    {
        if (state.Get<Deployment>(deployment.Metadata.Namespace, deployment.Metadata.Name) is not { } latest)
            return;
        var sets = SetsOf(latest);
        var current = sets.Find(set => PodTemplate.AreEqual(latest.Spec.Template, set.Spec.Template));
        state.ChangeStatus(latest, changed => changed.Status = RolloutStatus.Of(latest, current, sets, now));
    }

    private List<ReplicaSet> SetsOf(Deployment deployment) =>
        [.. state.List<ReplicaSet>().Where(set => ControllerRefs.ControllerOf(set.Metadata) == deployment.Metadata.Uid)];

    private static long NextRevision(IEnumerable<ReplicaSet> sets) => sets.Select(RevisionOf).DefaultIfEmpty().Max() + 1;

    private static long RevisionOf(ReplicaSet? set) => set is null ? 0 : RevisionAnnotations.RevisionOf(set);
}
