using K8sDashboard.Cluster.Health;
using K8sDashboard.Web.Shell;

namespace K8sDashboard.Web.Overview;

/// <summary>Where a line of causes leads: the page of the one object, the list of many, or null for a kind that has neither yet.</summary>
public static class CauseHref
{
    private const string FilterKey = "q";

    public static string? Of(CauseLine line, Address address) => line.IsMany ? OfMany(line, address) : OfOne(line.First, address);

    private static string? OfOne(Cause cause, Address address) => cause.Kind switch
    {
        "Node" => address.Node(cause.Ref.Name),
        "Deployment" => address.Deployment(cause.Ref),
        "Pod" => address.Pod(cause.Ref),
        "Service" => address.Service(cause.Ref),
        _ => null,
    };

    private static string OfMany(CauseLine line, Address address) => line.First.Kind switch
    {
        "Node" => address.Nodes,
        "Deployment" => line.Namespace is { } space ? address.DeploymentsIn(space) : address.Deployments,
        "Service" => line.Namespace is { } space ? address.ServicesIn(space) : address.Services,
        // Other controllers have no list of their own yet; their pods have.
        _ => Address.Of(line.Namespace is { } space ? address.PodsIn(space) : address.Pods).With(FilterKey, StatusOf(line.Verdict)),
    };

    /// <summary>The word in the STATUS column of such pods, where the verdict begins with it.</summary>
    private static string? StatusOf(Verdict verdict) =>
        verdict.Code is "crash-loop" or "image" or "cannot-start" or "evicted" && verdict.Reason.Split(' ', ':') is [var word, ..] && char.IsUpper(word.FirstOrDefault('-')) ? word : null;
}
