using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Overview;

/// <summary>
/// The link of a line of causes: the page of a single object, else the pods of a controller without a page, or the list of many objects.
/// </summary>
public static class CauseHref
{
    public static string Of(CauseLine line, Address address) => line.IsMany ? OfMany(line, address) : OfOne(line.First, address);

    /// <summary>The list that corresponds to a count in the headline.</summary>
    public static string Of(ResourceType type, Address address) => Address.OnlyProblems(address.List(type));

    private static string OfOne(Cause cause, Address address) => address.Object(cause.Type, cause.Ref) ?? address.PodsOf(cause.Ref);

    private static string OfMany(CauseLine line, Address address)
    {
        var type = line.First.Counted;
        var list = Address.OnlyProblems(line.Namespace is { Length: > 0 } space ? address.List(type, space) : address.List(type));
        // Controllers without a list page: their pods.
        return type == PodResource.Type ? Address.Of(list).With(Address.FilterKey, StatusOf(line.Verdict)) : list;
    }

    /// <summary>The STATUS column's text for such pods, where the verdict begins with it.</summary>
    private static string? StatusOf(Verdict verdict) =>
        verdict.Code is "crash-loop" or "image" or "cannot-start" or "evicted"
        && verdict.Reason.Split(' ', ':') is [var word, ..]
        && char.IsUpper(word.FirstOrDefault('-'))
            ? word
            : null;
}
