using K8sDashboard.Cluster.Access;

namespace K8sDashboard.Web.Shell;

/// <summary>How many objects of a page need a person's look, among those that the address shows.</summary>
public static class Attention
{
    public static int Of(ClusterView view, Address address, string path) => path switch
    {
        "/events" => view.Snapshot.Events.Items.Count(item => item.IsWarning && address.Shows(item.Namespace)),
        _ => 0,
    };
}
