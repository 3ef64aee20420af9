using System.Collections.Immutable;

namespace K8sDashboard.Cluster.State;

/// <summary>Part of the addresses behind one Service: from an EndpointSlice, or from an old server's Endpoints object.</summary>
public sealed record EndpointSlice : ClusterObject
{
    /// <summary>The Service it belongs to; empty where it says none.</summary>
    public string ServiceName { get; init; } = "";

    public ImmutableArray<Endpoint> Endpoints { get; init; } = [];

    public ImmutableArray<EndpointPort> Ports { get; init; } = [];
}

/// <summary>One address. <see cref="PodName"/> is empty where it is not a pod of the same namespace.</summary>
public sealed record Endpoint(string Address, bool Ready, bool Serving, bool Terminating, string PodName, string NodeName);

public sealed record EndpointPort(string Name, string Protocol, int Port);
