using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>A part of a Service's endpoints: from an EndpointSlice, or from the Endpoints object of an old server.</summary>
public sealed record EndpointSlice : ClusterObject
{
    public EndpointSlice() { }

    [SetsRequiredMembers]
    internal EndpointSlice(ObjectMetadata metadata)
        : base(metadata) { }

    /// <summary>The Service it belongs to; empty where the label is absent.</summary>
    public string ServiceName { get; init; } = "";

    /// <summary>One for an EndpointSlice; several for an Endpoints object, which groups addresses by their ports.</summary>
    public ImmutableArray<EndpointSubset> Subsets { get; init; } = [];
}

/// <summary>Addresses with the same ports.</summary>
public sealed record EndpointSubset(ImmutableArray<Endpoint> Endpoints, ImmutableArray<EndpointPort> Ports);

/// <summary>One endpoint.</summary>
/// <param name="Address">An IP address of either family, or a host name.</param>
/// <param name="Ready">It should receive traffic; true where the condition is not set.</param>
/// <param name="Serving">It responds, although it may be terminating; equals ready where the condition is not set.</param>
/// <param name="Terminating">Its pod is being deleted.</param>
/// <param name="PodName">Empty where it is not a pod of the same namespace.</param>
/// <param name="NodeName">Empty where unknown.</param>
public sealed record Endpoint(string Address, bool Ready, bool Serving, bool Terminating, string PodName, string NodeName)
{
    private readonly PackedAddress address = new(Address);

    /// <summary>An IP address of either family, or a host name.</summary>
    public string Address
    {
        get => address.ToString();
        init => address = new(value);
    }

    /// <summary>The zone of its node; empty where unknown.</summary>
    public string Zone { get; init; } = "";
}

/// <summary>A port of a slice, joined to the Service's port of its name and protocol; <see cref="Port"/> is the container's.</summary>
public sealed record EndpointPort(string Name, string Protocol, int Port);
