using System.Text.Json;

namespace K8sDashboard.Cluster;

/// <summary>Label values of metrics for the cases of a union (nested records), in snake case: <c>not_found</c>.</summary>
internal static class MetricLabel
{
    public static string Of(object value) => Of(value.GetType());

    /// <summary>The label values of all cases.</summary>
    public static IEnumerable<string> All<TUnion>() =>
        typeof(TUnion).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(TUnion))).Select(Of);

    /// <summary>The label value for a name in Pascal case.</summary>
    public static string Of(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static string Of(Type type) => Of(type.Name);
}
