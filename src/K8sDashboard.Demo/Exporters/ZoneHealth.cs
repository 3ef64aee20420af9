namespace K8sDashboard.Demo.Exporters;

/// <summary>The health of a zone's nodes, as the node lifecycle controller counts it.</summary>
/// <param name="Zone">The zone with its region.</param>
/// <param name="Nodes">The number of nodes.</param>
/// <param name="Unhealthy">The number of nodes without heartbeats.</param>
/// <param name="Evictions">The number of evictions of a node's pods.</param>
public sealed record ZoneHealth(string Zone, int Nodes, int Unhealthy, int Evictions);
