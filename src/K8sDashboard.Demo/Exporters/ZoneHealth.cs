namespace K8sDashboard.Demo.Exporters;

/// <summary>How the nodes of a zone fare, as the node lifecycle controller counts them.</summary>
/// <param name="Zone">The zone's name with its region.</param>
/// <param name="Nodes">How many there are.</param>
/// <param name="Unhealthy">Those that are silent now.</param>
/// <param name="Evictions">How often the pods of one were put out.</param>
public sealed record ZoneHealth(string Zone, int Nodes, int Unhealthy, int Evictions);
