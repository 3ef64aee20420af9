using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>The pod garbage collector's part for nodes that are no more: their pods are taken away when the node has stayed away for a while.</summary>
/// <remarks><see href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-garbage-collection"/></remarks>
/// <param name="store">Where all nodes are: those of which nothing else is seen from here, too.</param>
/// <param name="state">The pods.</param>
public sealed class LostPods(ObjectStore store, ClusterState state)
{
    /// <summary>How long a node has to stay away.</summary>
    public static readonly TimeSpan Quarantine = TimeSpan.FromSeconds(40);

    private readonly Dictionary<string, DateTimeOffset> missing = []; // one a node that is gone and has pods

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
