using K8sDashboard.Cluster.State;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Watching;

/// <summary>What the watch loops of all kinds share.</summary>
internal sealed record ReflectorContext(
    ClusterStore Store,
    ResourceRequests Requests,
    ReflectorMeter Meter,
    ReflectorPolicy Policy,
    TimeProvider Time,
    ILogger Logger
);
