using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Tests.Hosting;

/// <summary>Objects with only a name.</summary>
internal static class Bare
{
    public static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Pod Pod(string @namespace, string name) =>
        new()
        {
            Ref = new(@namespace, name),
            Uid = $"{@namespace}/{name}",
            ResourceVersion = "1",
            Created = Epoch,
            Phase = PodPhase.Running,
        };

    public static Namespace Namespace(string name) =>
        new()
        {
            Ref = ObjectRef.ClusterScoped(name),
            Uid = name,
            ResourceVersion = "1",
            Created = Epoch,
        };
}
