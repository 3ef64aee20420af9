using Google.Protobuf.Collections;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>Label selector matching.</summary>
public static class Labels
{
    /// <summary>A LabelSelector. An empty one matches everything, null matches nothing.</summary>
    public static bool Match(LabelSelector? selector, MapField<string, string> labels) =>
        selector is not null
        && Match(selector.MatchLabels, labels)
        && selector.MatchExpressions.All(expression => Match(expression, labels));

    /// <summary>An equality-based selector: of a Service, or a node selector.</summary>
    public static bool Match(MapField<string, string> wanted, MapField<string, string> labels) =>
        wanted.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private static bool Match(LabelSelectorRequirement expression, MapField<string, string> labels)
    {
        var has = labels.TryGetValue(expression.Key, out var value);
        return expression.Operator switch
        {
            "In" => has && expression.Values.Contains(value!),
            "NotIn" => !has || !expression.Values.Contains(value!),
            "Exists" => has,
            "DoesNotExist" => !has,
            _ => false,
        };
    }
}
