using System.Collections.Immutable;

namespace K8sDashboard.Cluster.State;

/// <summary>One of a label selector's <c>matchExpressions</c>.</summary>
/// <param name="Key">The label.</param>
/// <param name="Operator"><c>In</c>, <c>NotIn</c>, <c>Exists</c> or <c>DoesNotExist</c>.</param>
/// <param name="Values">For <c>In</c> and <c>NotIn</c>; empty for the other two.</param>
public sealed record SelectorExpression(string Key, string Operator, ImmutableArray<string> Values)
{
    /// <summary>
    /// A whole label selector in kubectl's format, by key: <c>app=ledger,!quarantined,tier in (a,b)</c>; empty where there is none. Also
    /// the syntax of the query parameter <c>labelSelector</c>. The format is that of <c>Requirement.String</c> in
    /// k8s.io/apimachinery/pkg/labels.
    /// </summary>
    public static string Join(Labels labels, IEnumerable<SelectorExpression> expressions) =>
        string.Join(
            ',',
            labels
                .Select(label => (label.Key, Text: $"{label.Key}={label.Value}"))
                .Concat(expressions.Select(expression => (expression.Key, Text: expression.ToString())))
                .OrderBy(requirement => requirement.Key, StringComparer.Ordinal)
                .Select(requirement => requirement.Text)
        );

    public override string ToString() =>
        Operator switch
        {
            "In" => $"{Key} in ({Sorted()})",
            "NotIn" => $"{Key} notin ({Sorted()})",
            "DoesNotExist" => $"!{Key}",
            "Exists" => Key,
            _ => $"{Key} {Operator} ({Sorted()})",
        };

    private string Sorted() => string.Join(',', Values.Order(StringComparer.Ordinal));
}
