using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Serving;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// Static pods of the control plane nodes. Deleting one only deletes its mirror pod in the API: it is recreated at once, and its containers
/// keep running, though their ids change with the mirror pod's uid.
/// </summary>
/// <remarks><see href="https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/"/></remarks>
public sealed class StaticPods(ClusterState state, Kubelets kubelets)
{
    private static readonly App[] Files = [.. Platform.All.Where(app => app.Kind == AppKind.StaticPod)];

    private readonly Dictionary<(string Node, string App), PodStatus> seen = []; // one a pod

    public void Turn(DateTimeOffset now)
    {
        foreach (var host in kubelets.Hosts.Where(host => host.Machine.ControlPlane && host.Alive))
        {
            if (state.Get<Node>("", host.Machine.Name) is not { } node)
                continue;
            foreach (var app in Files)
                Keep(host, node, app, now);
        }
    }

    private void Keep(Host host, Node node, App app, DateTimeOffset now)
    {
        var key = (node.Metadata.Name, app.Name);
        if (state.Get<Pod>(app.Namespace, $"{app.Name}-{node.Metadata.Name}") is { } pod)
        {
            if (pod.Status is not null)
                seen[key] = pod.Status;
            if (pod.Metadata.DeletionTimestamp is null)
                return;
            state.Remove<Pod>(pod.Metadata, now);
        }

        var wanted = Manifests.StaticPod(app, node, now);
        Defaults.Apply(wanted);
        if (seen.TryGetValue(key, out var status))
            wanted.Status = status;
        if (state.Create(wanted) is { } made)
            kubelets.GoOn(host, made);
    }
}
