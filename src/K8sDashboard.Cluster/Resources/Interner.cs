using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources;

/// <summary>
/// Interns equal values: namespace and node names, label sets, container templates, images, reasons. Only for values that repeat. A relist
/// starts a new one, and it is cleared at its bound, so that it cannot leak. Invisible characters of texts are escaped here, on their way
/// from the wire to the cache.
/// </summary>
internal sealed class Interner
{
    private const int Bound = 100_000;

    /// <summary>Longer texts are messages: they seldom repeat, and would be kept beyond their objects.</summary>
    private const int LongestShared = 256;

    private readonly Dictionary<string, string> strings = [];
    private readonly Dictionary<object, object> values = [];
    private readonly Dictionary<(string ApiVersion, string Kind), ResourceType> types = [];

    public string Text(string text)
    {
        if (text.Length == 0)
            return "";
        if (text.Length > LongestShared)
            return VisibleText.Of(text);
        if (strings.TryGetValue(text, out var known))
            return known;
        if (strings.Count >= Bound)
            strings.Clear();
        return strings[text] = VisibleText.Of(text);
    }

    /// <summary>The first value seen that equals this one.</summary>
    public T Value<T>(T value)
        where T : class, IEquatable<T>
    {
        if (values.TryGetValue(value, out var known) && known is T same)
            return same;
        if (values.Count >= Bound)
            values.Clear();
        values[value] = value;
        return value;
    }

    /// <summary>The type that an owner reference or an Event names.</summary>
    public ResourceType Type(string apiVersion, string kind)
    {
        if (types.TryGetValue((apiVersion, kind), out var known))
            return known;
        if (types.Count >= Bound)
            types.Clear();
        return types[(apiVersion, kind)] = ResourceCatalog.TypeOf(VisibleText.Of(apiVersion), VisibleText.Of(kind));
    }

    public Labels Labels(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var labels = State.Labels.Of(pairs.Select(pair => KeyValuePair.Create(Text(pair.Key), Text(pair.Value))));
        return labels.Count == 0 ? labels : Value(labels);
    }
}
