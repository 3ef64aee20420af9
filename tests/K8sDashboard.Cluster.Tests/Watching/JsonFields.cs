using System.Collections.Immutable;
using System.Globalization;
using k8s.Models;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Tests.Watching;

/// <summary>The parts of <see cref="JsonOracle"/> that several kinds share: metadata, containers, quantities, conditions.</summary>
internal static class JsonFields
{
    public static EndpointSubset SubsetOf(V1EndpointSubset subset) =>
        new(
            [
                .. (subset.Addresses ?? [])
                    .Select(address => (address, ready: true))
                    .Concat((subset.NotReadyAddresses ?? []).Select(address => (address, ready: false)))
                    .Select(one => new Endpoint(
                        one.address.Ip,
                        one.ready,
                        one.ready,
                        false,
                        one.address.TargetRef?.Kind == "Pod" ? one.address.TargetRef.Name : "",
                        one.address.NodeName ?? ""
                    )),
            ],
            [.. (subset.Ports ?? []).Select(port => new EndpointPort(port.Name ?? "", port.Protocol ?? "", port.Port))]
        );

    public static ImmutableArray<Container> Containers(IList<V1Container>? containers, IList<V1ContainerStatus>? statuses) =>
        [
            .. Templates(containers)
                .Select(template => new Container(
                    template,
                    statuses?.FirstOrDefault(status => status.Name == template.Name) is { } status ? Status(status) : null
                )),
        ];

    public static ImmutableArray<ContainerTemplate> Templates(IList<V1Container>? containers) =>
        [
            .. (containers ?? []).Select(container => new ContainerTemplate(container.Name, container.Image)
            {
                Requests = Amounts(container.Resources?.Requests),
                Limits = Amounts(container.Resources?.Limits),
                RestartsAlways = container.RestartPolicy == "Always",
            }),
        ];

    public static ContainerStatus Status(V1ContainerStatus status) =>
        new()
        {
            State = State(status.State),
            Last = State(status.LastState) as ContainerState.Terminated,
            Ready = status.Ready,
            Started = status.Started,
            Restarts = status.RestartCount,
        };

    public static ContainerState State(V1ContainerState? state) =>
        state?.Running is { } running ? new ContainerState.Running(At(running.StartedAt))
        : state?.Terminated is { } end
            ? new ContainerState.Terminated(end.ExitCode, end.Signal ?? 0, end.Reason ?? "", end.Message ?? "", At(end.FinishedAt))
        : new ContainerState.Waiting(state?.Waiting?.Reason ?? "", state?.Waiting?.Message ?? "");

    public static ResourceList Amounts(IDictionary<string, ResourceQuantity>? amounts) =>
        new(Amount(amounts, "cpu"), Amount(amounts, "memory")) { EphemeralStorage = Amount(amounts, "ephemeral-storage") };

    public static NodeCapacity Capacity(IDictionary<string, ResourceQuantity>? amounts) =>
        new(Amount(amounts, "cpu"), Amount(amounts, "memory"), Amount(amounts, "ephemeral-storage"), (int?)Amount(amounts, "pods"));

    public static double? Amount(IDictionary<string, ResourceQuantity>? amounts, string name) =>
        amounts?.TryGetValue(name, out var quantity) == true ? quantity.ToDouble() : null;

    public static ImmutableArray<SelectorExpression> Expressions(V1LabelSelector selector) =>
        [.. (selector.MatchExpressions ?? []).Select(one => new SelectorExpression(one.Key, one.OperatorProperty, [.. one.Values ?? []]))];

    public static long FirstRevision(V1ObjectMeta meta) =>
        meta.Annotations?.TryGetValue("deployment.kubernetes.io/revision-history", out var text) == true
        && long.TryParse(text.Split(',')[0], out var number)
            ? number
            : 0;

    public static long Revision(V1ObjectMeta meta) =>
        meta.Annotations?.TryGetValue("deployment.kubernetes.io/revision", out var text) == true
            ? long.Parse(text, CultureInfo.InvariantCulture)
            : 0;

    public static string ChangeCause(V1ObjectMeta meta) =>
        meta.Annotations?.TryGetValue("kubernetes.io/change-cause", out var cause) == true ? cause : "";

    public static ObjectRef Ref(V1ObjectMeta meta) => new(meta.NamespaceProperty ?? "", meta.Name);

    public static Labels LabelsOf(IDictionary<string, string>? labels) => Labels.Of(labels ?? new Dictionary<string, string>());

    public static Owner? OwnerOf(V1ObjectMeta meta) =>
        meta.OwnerReferences?.FirstOrDefault(owner => owner.Controller == true) is { } owner
            ? new(ResourceCatalog.TypeOf(owner.ApiVersion, owner.Kind), owner.Name, owner.Uid)
            : null;

    public static Condition ConditionOf(string type, string status, string? reason, string? message, DateTime? since) =>
        new(type, Enum.Parse<ConditionStatus>(status), reason ?? "", message ?? "", At(since));

    public static DateTimeOffset? At(DateTime? time) =>
        time is { } value ? new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc)) : null;
}
