using System.Collections.Immutable;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Charts;
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

    public string Nodes => To("/nodes");

    public string Node(string name) => To($"/nodes/{Uri.EscapeDataString(name)}");

    public string Deployments => To("/workloads/deployments");

    public string DeploymentsIn(string @namespace) => Within("/workloads/deployments", @namespace);

    public string Deployment(ObjectRef deployment) => To($"/workloads/deployments/{Segments(deployment)}");

    public string Pods => To("/pods");

    public string PodsIn(string @namespace) => Within("/pods", @namespace);

    public string Pod(ObjectRef pod) => To($"/pods/{Segments(pod)}");

    public string Services => To("/services");

    public string ServicesIn(string @namespace) => Within("/services", @namespace);

    public string Service(ObjectRef service) => To($"/services/{Segments(service)}");

    public string Events => To("/events");

    /// <summary>The pods of a controller, filtered by its name: for kinds without a page.</summary>
    public string PodsOf(ObjectRef controller) => Of(PodsIn(controller.Namespace)).With(FilterKey, controller.Name);

    /// <summary>The events of an object of any kind.</summary>
    public string EventsOf(string kind, ObjectRef name) =>
        Of(name.Namespace.Length == 0 ? Events : Within("/events", name.Namespace))
            .With(FilterKey, $"{kind.ToLowerInvariant()}/{name.Name}");

    /// <summary>This list, filtered to the objects with problems.</summary>
    public static string OnlyProblems(string list) => Of(list).With(ProblemsKey, Yes);

    /// <summary>The page of an object of this kind; null where the kind has none.</summary>
    public string? Object(string kind, ObjectRef name) =>
        kind switch
        {
            "Node" => Node(name.Name),
            "Deployment" => Deployment(name),
            "Pod" => Pod(name),
            "Service" => Service(name),
            _ => null,
        };

    /// <summary>Another page for this namespace only.</summary>
    private string Within(string path, string @namespace) => Of(To(path)).With(NamespaceKey, @namespace);

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

    private static string Segments(ObjectRef name) => $"{Uri.EscapeDataString(name.Namespace)}/{Uri.EscapeDataString(name.Name)}";

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
