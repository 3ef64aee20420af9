using K8sDashboard.Cluster.Health;
using K8sDashboard.Web.Shell;

namespace K8sDashboard.Web.Overview;

/// <summary>Where a cause leads: its own page, or null for a kind that has none yet.</summary>
public static class CauseHref
{
    public static string? Of(Cause cause, Address address) => cause.Kind switch
    {
        "Node" => address.Node(cause.Ref.Name),
        "Deployment" => address.Deployment(cause.Ref),
        "Pod" => address.Pod(cause.Ref),
        "Service" => address.Service(cause.Ref),
        _ => null,
    };
}
