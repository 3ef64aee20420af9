using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>The pod garbage collector for orphaned pods: deletes the pods of a node that has been gone for a while.</summary>
/// <remarks><see href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-garbage-collection"/></remarks>
/// <param name="store">The store with all nodes, including those outside the view.</param>
/// <param name="state">The view with the pods.</param>
public sealed class LostPods(ObjectStore store, ClusterState state)
{
    /// <summary>How long a node must be gone, as in the real controller.</summary>
    public static readonly TimeSpan Quarantine = TimeSpan.FromSeconds(40);

    private readonly Dictionary<string, DateTimeOffset> missing = []; // one per deleted node with pods

    public void Turn(DateTimeOffset now)
    {
        var lost = state
            .List<Pod>()
            .Where(pod => pod.Spec.NodeName.Length > 0 && store.Find(Kinds.Of<Node>(), "", pod.Spec.NodeName) is null)
            .ToLookup(pod => pod.Spec.NodeName);
        foreach (var back in missing.Keys.Where(node => !lost.Contains(node)).ToList())
            missing.Remove(back);
        foreach (var node in lost)
        {
            if (!missing.TryGetValue(node.Key, out var since))
                missing[node.Key] = since = now;
            if (now - since < Quarantine)
                continue;
            foreach (var pod in node)
                state.Remove<Pod>(pod.Metadata, now);
        }
    }
}
