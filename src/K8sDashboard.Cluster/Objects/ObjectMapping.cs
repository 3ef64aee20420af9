using System.Collections.Immutable;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Objects;

/// <summary>Maps the fields that live objects of all types have.</summary>
internal static class ObjectMapping
{
    public static ObjectRef RefOf(JsonObject live) => new(live.Text("metadata", "namespace"), live.Text("metadata", "name"));

    public static Labels Annotations(JsonNode? live) =>
        Labels.Of(live.Pairs("metadata", "annotations").Where(pair => pair.Key != WellKnownAnnotations.LastApplied));

    public static ImmutableArray<Condition> Conditions(JsonObject live) =>
        [
            .. live.Items("status", "conditions")
                .Select(condition => new Condition(
                    condition.Text("type"),
                    Enum.TryParse<ConditionStatus>(condition.Text("status"), out var status) ? status : ConditionStatus.Unknown,
                    condition.Text("reason"),
                    condition.Text("message"),
                    condition.Time("lastTransitionTime")
                )),
        ];
}
