using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Resources;

namespace K8sDashboard.Cluster.Objects;

/// <summary>How the live object of a page is read: its type, and the mapping of the fields that the cached table lacks.</summary>
public sealed record DetailDefinition<TDetail>
{
    internal DetailDefinition(ResourceType type, Func<JsonObject, TDetail> map) => (Type, Map) = (type, map);

    public ResourceType Type { get; }

    internal Func<JsonObject, TDetail> Map { get; }
}
