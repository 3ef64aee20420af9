using System.Collections.Immutable;

namespace K8sDashboard.Cluster.State;

/// <summary>Part of the addresses behind one Service: from an EndpointSlice, or from an old server's Endpoints object.</summary>
public sealed record EndpointSlice : ClusterObject
{
    /// <summary>The Service it belongs to; empty where it says none.</summary>
    public string ServiceName { get; init; } = "";

    /// <summary>One of an EndpointSlice; several of an Endpoints object, where addresses of other ports are apart.</summary>
    public ImmutableArray<EndpointSubset> Subsets { get; init; } = [];
}

/// <summary>Addresses, and the ports that each of them has.</summary>
public sealed record EndpointSubset(ImmutableArray<Endpoint> Endpoints, ImmutableArray<EndpointPort> Ports);

/// <summary>One address.</summary>
/// <param name="Address">An IP address of either version, or a host name.</param>
/// <param name="Ready">Clients are to use it; true where the condition is not set.</param>
/// <param name="Serving">It answers, although it may be terminating; as ready where the condition is not set.</param>
/// <param name="Terminating">Its pod is being deleted.</param>
/// <param name="PodName">Empty where it is not a pod of the same namespace.</param>
/// <param name="NodeName">Empty where nobody says.</param>
public sealed record Endpoint(string Address, bool Ready, bool Serving, bool Terminating, string PodName, string NodeName)
{
    private readonly PackedAddress address = new(Address);

    /// <summary>An IP address of either version, or a host name.</summary>
    public string Address
    {
        get => address.ToString();
        init => address = new(value);
    }

    /// <summary>The zone of its node; empty where nobody says.</summary>
    public string Zone { get; init; } = "";
}

/// <summary>A port of a slice, joined to the Service's port of its name and protocol; <see cref="Port"/> is the container's.</summary>
public sealed record EndpointPort(string Name, string Protocol, int Port);
