using K8sDashboard.Cluster.Health;
using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Overview;

/// <summary>
/// The link of a line of causes: the page of a single object, else the pods of a controller without a page, or the list of many objects.
/// </summary>
public static class CauseHref
{
    public static string Of(CauseLine line, Address address) => line.IsMany ? OfMany(line, address) : OfOne(line.First, address);

    /// <summary>The list that corresponds to a count in the headline.</summary>
    public static string Of(CauseGroup group, Address address) =>
        Address.OnlyProblems(
            group switch
            {
                CauseGroup.Node => address.Nodes,
                CauseGroup.Deployment => address.Deployments,
                CauseGroup.Service => address.Services,
                _ => address.Pods,
            }
        );

    private static string OfOne(Cause cause, Address address) => address.Object(cause.Kind, cause.Ref) ?? address.PodsOf(cause.Ref);

    private static string OfMany(CauseLine line, Address address) =>
        line.First.Group switch
        {
            CauseGroup.Node => Address.OnlyProblems(address.Nodes),
            CauseGroup.Deployment => Address.OnlyProblems(line.Namespace is { } space ? address.DeploymentsIn(space) : address.Deployments),
            CauseGroup.Service => Address.OnlyProblems(line.Namespace is { } space ? address.ServicesIn(space) : address.Services),
            // Controllers without a list page: their pods.
            _ => Address
                .Of(Address.OnlyProblems(line.Namespace is { } space ? address.PodsIn(space) : address.Pods))
                .With(Address.FilterKey, StatusOf(line.Verdict)),
        };

    /// <summary>The STATUS column's text for such pods, where the verdict begins with it.</summary>
    private static string? StatusOf(Verdict verdict) =>
        verdict.Code is "crash-loop" or "image" or "cannot-start" or "evicted"
        && verdict.Reason.Split(' ', ':') is [var word, ..]
        && char.IsUpper(word.FirstOrDefault('-'))
            ? word
            : null;
}
