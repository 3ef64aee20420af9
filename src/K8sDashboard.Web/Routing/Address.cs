using System.Collections.Immutable;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Web.Resources;
using Microsoft.AspNetCore.WebUtilities;

namespace K8sDashboard.Web.Routing;

/// <summary>
/// The page's state as a URL: path and query. Builds all links of the dashboard, so that the namespaces and the time range, and nothing
/// else, are carried from page to page.
/// </summary>
public sealed record Address
{
    public const string NamespaceKey = "ns";
    public const string RangeKey = "range";

    /// <summary>With <see cref="ToKey"/>: a fixed span instead of a range, such as one selected in a chart.</summary>
    public const string FromKey = "from";

    public const string ToKey = "to";

    /// <summary>A list's filter, as in <see cref="Ui.TableAddress"/>.</summary>
    public const string FilterKey = "q";

    /// <summary>With the value <see cref="Yes"/>: a list shows only objects with problems.</summary>
    public const string ProblemsKey = "problems";

    public const string Yes = "1";

    /// <summary>The default range, also for an invalid one.</summary>
    public static readonly string DefaultRange = TimeRange.Default.Name;

    /// <summary>The ranges that the picker offers.</summary>
    public static readonly ImmutableArray<string> Ranges = [.. TimeRange.Choices.Select(choice => choice.Name)];

    private readonly ImmutableSortedDictionary<string, string> query;

    private Address(string path, ImmutableSortedDictionary<string, string> query)
    {
        Path = path;
        this.query = query;
        // Parsed once: it is read for each object of a list. No copy of an address has another query.
        Namespaces = new((Get(NamespaceKey) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Where(KubeName.IsNamespace));
    }

    public string Path { get; }

    /// <summary>The namespaces to show; all means all that the user may see. Invalid names are dropped.</summary>
    public NamespaceFilter Namespaces { get; }

    /// <summary>One of <see cref="Ranges"/>.</summary>
    public string Range => Get(RangeKey) is { } range && Ranges.Contains(range) ? range : DefaultRange;

    public static Address Of(string uri)
    {
        var parsed = new Uri(new Uri("http://localhost/"), uri);
        var query = QueryHelpers
            .ParseQuery(parsed.Query)
            .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        return new Address(parsed.AbsolutePath, query);
    }

    public string? Get(string key) => query.GetValueOrDefault(key);

    /// <summary>Whether objects of this namespace are shown.</summary>
    public bool Shows(string @namespace) => Namespaces.Includes(@namespace);

    /// <summary>This page with one query parameter changed; an empty value removes it.</summary>
    public string With(string key, string? value) =>
        Write(Path, string.IsNullOrEmpty(value) ? query.Remove(key) : query.SetItem(key, value));

    public string WithNamespaces(IEnumerable<string> namespaces) =>
        With(NamespaceKey, string.Join(',', namespaces.Order(StringComparer.Ordinal)));

    public string WithRange(string range) => WithTimes(range == DefaultRange ? null : range, null, null);

    /// <summary>A fixed span in ISO 8601 instead of a range.</summary>
    public string WithSpan(string from, string to) => WithTimes(null, from, to);

    /// <summary>Another page with the namespaces and the time range of this one.</summary>
    public string To(string path) =>
        Write(path, query.RemoveRange(query.Keys.Where(key => key is not (NamespaceKey or RangeKey or FromKey or ToKey))));

    public string Overview => To("/");

    /// <summary>The list of this type.</summary>
    /// <exception cref="ArgumentException">It has no list page.</exception>
    public string List(ResourceType type) => To(PathOf(type));

    /// <summary>The same for one namespace only.</summary>
    /// <inheritdoc cref="List(ResourceType)"/>
    public string List(ResourceType type, string @namespace) => Of(To(PathOf(type))).With(NamespaceKey, @namespace);

    /// <summary>The page of an object of this type; null where the type has none.</summary>
    public string? Object(ResourceType type, ObjectRef name) =>
        ResourceViews.Of(type)?.List is { HasObjectPages: true } list ? To($"{list.Path}/{Segments(type, name)}") : null;

    /// <summary>The list of this type, filtered by the object's name: for objects without a page.</summary>
    public string ListOf(ResourceType type, ObjectRef name) =>
        Of(type.IsNamespaced ? List(type, name.Namespace) : List(type)).With(FilterKey, name.Name);

    /// <summary>The pods of a controller, filtered by its name: for kinds without a page.</summary>
    public string PodsOf(ObjectRef controller) => ListOf(PodResource.Type, controller);

    /// <summary>The events of an object of any type.</summary>
    public string EventsOf(ResourceType type, ObjectRef name) =>
        Of(name.Namespace.Length == 0 ? List(EventResource.Type) : List(EventResource.Type, name.Namespace))
            .With(FilterKey, $"{type.Singular}/{name.Name}");

    /// <summary>This list, filtered to the objects with problems.</summary>
    public static string OnlyProblems(string list) => Of(list).With(ProblemsKey, Yes);

    private string WithTimes(string? range, string? from, string? to)
    {
        var next = query.RemoveRange([RangeKey, FromKey, ToKey]);
        foreach (var (key, value) in new[] { (RangeKey, range), (FromKey, from), (ToKey, to) })
        {
            if (value is not null)
                next = next.Add(key, value);
        }

        return Write(Path, next);
    }

    private static string PathOf(ResourceType type) =>
        ResourceViews.Of(type)?.List?.Path ?? throw new ArgumentException($"no page lists {type.Plural}", nameof(type));

    private static string Segments(ResourceType type, ObjectRef name) =>
        (type.IsNamespaced ? Uri.EscapeDataString(name.Namespace) + "/" : "") + Uri.EscapeDataString(name.Name);

    private static string Write(string path, ImmutableSortedDictionary<string, string> query) =>
        // Commas separate namespaces unescaped: legal in a query, and easier to read and type.
        query.Count == 0
            ? path
            : $"{path}?{string.Join('&', query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value).Replace("%2C", ",")}"))}";

    // Fast path by reference: each row of each list compares its address, which is nearly always the same instance.
    public bool Equals(Address? other) =>
        ReferenceEquals(this, other) || (other is not null && Path == other.Path && query.SequenceEqual(other.query));

    public override int GetHashCode() => HashCode.Combine(Path, query.Count);
}
