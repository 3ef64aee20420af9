using System.Collections.Immutable;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Pods;

/// <summary>Who made this pod, from the outermost controller down: Deployment, ReplicaSet.</summary>
public static class OwnerChain
{
    public static ImmutableArray<OwnerLink> Of(Pod pod, ClusterSnapshot snapshot)
    {
        if (pod.Owner is not { } owner) return [];
        var link = new OwnerLink(owner.Kind, pod.Ref with { Name = owner.Name });
        var set = owner.Kind == "ReplicaSet" ? snapshot.ReplicaSets.Find(link.Ref) : null;
        return set?.Uid == owner.Uid && set.Owner is { } above
            ? [new(above.Kind, pod.Ref with { Name = above.Name }), link]
            : [link];
    }
}

/// <summary>One owner; only a Deployment has a page of its own here.</summary>
public sealed record OwnerLink(string Kind, ObjectRef Ref);
