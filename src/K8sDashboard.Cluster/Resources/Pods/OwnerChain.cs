using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>The owner references of a pod, from the outermost controller down: Deployment, ReplicaSet.</summary>
public static class OwnerChain
{
    private const string TemplateHash = "pod-template-hash";

    public static ImmutableArray<OwnerLink> Of(Pod pod, ClusterSnapshot snapshot)
    {
        if (pod.Owner is not { } owner)
            return [];
        var link = new OwnerLink(owner.Type, pod.Ref with { Name = owner.Name });
        return Above(pod, owner, link, snapshot) is { } above ? [above, link] : [link];
    }

    /// <summary>The top-level controller of this pod; null for a bare pod, including a static pod of a node.</summary>
    public static OwnerLink? Top(Pod pod, ClusterSnapshot snapshot) =>
        Of(pod, snapshot) is [var top, ..] && top.Type != NodeResource.Type ? top : null;

    private static OwnerLink? Above(Pod pod, Owner owner, OwnerLink link, ClusterSnapshot snapshot)
    {
        if (owner.Type != ReplicaSetResource.Type)
            return null;
        if (snapshot.ReplicaSets.Find(link.Ref) is { } set && set.Uid == owner.Uid)
            return set.Owner is { } above ? new(above.Type, pod.Ref with { Name = above.Name }) : null;
        // Each kind has its own watch: a pod may arrive before its ReplicaSet, whose name is the Deployment's plus the pod template hash.
        var end = "-" + pod.Labels[TemplateHash];
        if (end.Length == 1 || !owner.Name.EndsWith(end, StringComparison.Ordinal))
            return null;
        var deployment = pod.Ref with { Name = owner.Name[..^end.Length] };
        return snapshot.Deployments.Find(deployment) is null ? null : new(DeploymentResource.Type, deployment);
    }
}

/// <summary>One owner of a pod.</summary>
public sealed record OwnerLink(ResourceType Type, ObjectRef Ref);
