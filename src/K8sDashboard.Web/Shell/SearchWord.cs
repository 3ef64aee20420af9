using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Shell;

/// <summary>How well a word that was typed fits an object; the better, the smaller.</summary>
internal enum SearchFit { Name, NameBegins, NameHolds, Kind, Namespace, Label, None }

/// <summary>One word of a search: a part of a name, a kind, a namespace, or a label such as <c>app=nginx</c>. Runs over every object at each key stroke.</summary>
internal readonly record struct SearchWord(string Text)
{
    private readonly int sign = Text.IndexOf('=', StringComparison.Ordinal);

    public SearchFit Fit(SearchKind kind, ClusterObject item) =>
        sign >= 0 ? IsOneOf(item.Labels) ? SearchFit.Label : SearchFit.None
        : item.Name.Equals(Text, StringComparison.OrdinalIgnoreCase) ? SearchFit.Name
        : item.Name.StartsWith(Text, StringComparison.OrdinalIgnoreCase) ? SearchFit.NameBegins
        : item.Name.Contains(Text, StringComparison.OrdinalIgnoreCase) ? SearchFit.NameHolds
        : kind.IsNamedBy(Text) ? SearchFit.Kind
        : item.Namespace.Equals(Text, StringComparison.OrdinalIgnoreCase) ? SearchFit.Namespace
        : IsIn(item.Labels) ? SearchFit.Label
        : SearchFit.None;

    // The key may be typed without its domain (name=cart for app.kubernetes.io/name=cart), the value is being typed.
    private bool IsOneOf(Labels labels)
    {
        var key = Text.AsSpan(0, sign);
        var value = Text.AsSpan(sign + 1);
        foreach (var label in labels)
            if (label.Key.AsSpan().EndsWith(key, StringComparison.OrdinalIgnoreCase) && label.Value.AsSpan().StartsWith(value, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private bool IsIn(Labels labels)
    {
        foreach (var label in labels)
            if (label.Key.Contains(Text, StringComparison.OrdinalIgnoreCase) || label.Value.Contains(Text, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
