using System.Buffers;
using System.Net;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Resources;
using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Search;

/// <summary>Match quality of a search word for an object; smaller is better.</summary>
internal enum SearchFit
{
    Name,
    Address,
    NameBegins,
    NameHolds,
    Kind,
    Namespace,
    AddressBegins,
    Label,
    None,
}

/// <summary>
/// One word of a search: a part of a name, a kind, a namespace, an address, or a label such as <c>app=nginx</c>. Hot path: evaluated for
/// every object at each keystroke.
/// </summary>
internal readonly record struct SearchWord(string Text)
{
    private static readonly SearchValues<char> OfIps = SearchValues.Create("0123456789abcdefABCDEF.:[]");

    private readonly int sign = Text.IndexOf('=', StringComparison.Ordinal);

    // Avoids formatting the addresses of ten thousand pods (garbage) for a word that cannot be an IP address.
    private readonly bool mayBeIp = Text.AsSpan().ContainsAny('.', ':') && !Text.AsSpan().ContainsAnyExcept(OfIps);

    // Normalized as Kubernetes does: in logs a port follows the address, and IPv6 has several notations.
    private readonly string host =
        Text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(Text, out var end) ? end.Address.ToString() : Text;

    public SearchFit Fit(ResourceView kind, ClusterObject item) =>
        sign >= 0
            ? IsOneOf(item.Labels)
                ? SearchFit.Label
                : SearchFit.None
            : item.Name.Equals(Text, StringComparison.OrdinalIgnoreCase)
                ? SearchFit.Name
                : AddressFit(kind, item) is SearchFit.Address
                    ? SearchFit.Address
                    : item.Name.StartsWith(Text, StringComparison.OrdinalIgnoreCase)
                        ? SearchFit.NameBegins
                        : item.Name.Contains(Text, StringComparison.OrdinalIgnoreCase)
                            ? SearchFit.NameHolds
                            : kind.IsNamedBy(Text)
                                ? SearchFit.Kind
                                : item.Namespace.Equals(Text, StringComparison.OrdinalIgnoreCase)
                                    ? SearchFit.Namespace
                                    : AddressFit(kind, item) is SearchFit.AddressBegins
                                        ? SearchFit.AddressBegins
                                        : IsIn(item.Labels)
                                            ? SearchFit.Label
                                            : SearchFit.None;

    private SearchFit AddressFit(ResourceView kind, ClusterObject item)
    {
        var fit = SearchFit.None;
        if (!mayBeIp && !kind.HasHostNames)
            return fit;
        foreach (var address in kind.AddressesOf(item))
        {
            if (address.Equals(host, StringComparison.OrdinalIgnoreCase))
                return SearchFit.Address;
            if (address.StartsWith(host, StringComparison.OrdinalIgnoreCase))
                fit = SearchFit.AddressBegins;
        }

        return fit;
    }

    // The key may be given without its domain (name=cart for app.kubernetes.io/name=cart), the value by a prefix.
    private bool IsOneOf(Labels labels)
    {
        var key = Text.AsSpan(0, sign);
        var value = Text.AsSpan(sign + 1);
        foreach (var label in labels)
            if (
                label.Key.AsSpan().EndsWith(key, StringComparison.OrdinalIgnoreCase)
                && label.Value.AsSpan().StartsWith(value, StringComparison.OrdinalIgnoreCase)
            )
                return true;
        return false;
    }

    private bool IsIn(Labels labels)
    {
        foreach (var label in labels)
            if (
                label.Key.Contains(Text, StringComparison.OrdinalIgnoreCase)
                || label.Value.Contains(Text, StringComparison.OrdinalIgnoreCase)
            )
                return true;
        return false;
    }
}
