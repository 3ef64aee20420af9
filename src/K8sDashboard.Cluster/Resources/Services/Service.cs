using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>One Service.</summary>
public sealed record Service : ClusterObject
{
    public Service() { }

    [SetsRequiredMembers]
    internal Service(ObjectMetadata metadata)
        : base(metadata) { }

    /// <summary><c>ClusterIP</c>, <c>NodePort</c>, <c>LoadBalancer</c> or <c>ExternalName</c>.</summary>
    public string Type { get; init; } = "ClusterIP";

    /// <summary>The first cluster IP; <c>None</c> for a headless Service, empty for an ExternalName.</summary>
    public string ClusterIp { get; init; } = "";

    /// <summary>One per IP family, the first is <see cref="ClusterIp"/>; empty for an ExternalName.</summary>
    public ImmutableArray<string> ClusterIps { get; init; } = [];

    public ImmutableArray<string> ExternalIps { get; init; } = [];

    /// <summary>IPs or host names assigned by the load balancer.</summary>
    public ImmutableArray<string> LoadBalancerAddresses { get; init; } = [];

    public string ExternalName { get; init; } = "";

    public ImmutableArray<ServicePort> Ports { get; init; } = [];

    /// <summary>Empty where the Service has no selector: its endpoints are managed by another controller.</summary>
    public Labels Selector { get; init; } = Labels.None;

    public bool PublishNotReadyAddresses { get; init; }
}

/// <summary>
/// One port of a Service; <see cref="TargetPort"/> is a number or a container port's name, <see cref="NodePort"/> 0 where there is none.
/// </summary>
public sealed record ServicePort(string Name, string Protocol, int Port, string TargetPort, int NodePort);
