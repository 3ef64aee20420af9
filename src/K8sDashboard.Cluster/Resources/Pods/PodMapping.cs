using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>Maps a Pod.</summary>
internal static class PodMapping
{
    /// <summary>A year: the upper bound of a grace period, so that time arithmetic cannot overflow.</summary>
    private const long LongestGrace = 365 * 24 * 3600;

    public static Pod Map(Wire.Pod pod, Interner intern)
    {
        var meta = pod.Metadata ?? new();
        var spec = pod.Spec ?? new();
        var status = pod.Status ?? new();
        return new Pod(meta.Map(intern))
        {
            NodeName = intern.Text(spec.NodeName),
            HostNetwork = spec.HostNetwork,
            ReadinessGates = [.. spec.ReadinessGates.Select(gate => intern.Text(gate.ConditionType))],
            Phase = Enum.TryParse<PodPhase>(status.Phase, out var phase) ? phase : PodPhase.Unknown,
            Reason = intern.Text(status.Reason),
            Message = intern.Text(status.Message),
            PodIp = VisibleText.Of(status.PodIp),
            OtherIps = [.. status.PodIps.Select(address => VisibleText.Of(address.Ip)).Where(ip => ip.Length > 0 && ip != status.PodIp)],
            RestartPolicy = Enum.TryParse<RestartPolicy>(spec.RestartPolicy, out var policy) ? policy : RestartPolicy.Always,
            DeletionGracePeriod = meta is { DeletionTimestamp: not null, DeletionGracePeriodSeconds: > 0 }
                ? TimeSpan.FromSeconds(Math.Min(meta.DeletionGracePeriodSeconds, LongestGrace))
                : null,
            Finalizers = meta.DeletionTimestamp is null ? [] : [.. meta.Finalizers.Select(intern.Text)],
            Overhead = spec.Overhead.Resources(intern),
            Requests = (spec.Resources?.Requests).Resources(intern),
            Limits = (spec.Resources?.Limits).Resources(intern),
            Started = status.StartTime.AtOrNull(),
            Conditions = status.Conditions.Map(intern),
            Containers = [.. Join(spec.Containers, status.ContainerStatuses, intern)],
            InitContainers = [.. Join(spec.InitContainers, status.InitContainerStatuses, intern)],
        };
    }

    private static IEnumerable<Container> Join(
        IEnumerable<Wire.Container> containers,
        IEnumerable<Wire.ContainerStatus> statuses,
        Interner intern
    ) =>
        containers.Select(container => new Container(
            container.Template(intern),
            statuses.FirstOrDefault(status => status.Name == container.Name) is { } status ? Map(status, intern) : null
        ));

    private static ContainerStatus Map(Wire.ContainerStatus status, Interner intern) =>
        new()
        {
            State = Map(status.State, intern),
            Last = Map(status.LastState, intern) as ContainerState.Terminated,
            Ready = status.Ready,
            Started = status.HasStarted ? status.Started : null,
            Restarts = status.RestartCount,
        };

    // The API's default for a state without any of its three members: waiting, without a reason.
    private static ContainerState Map(Wire.ContainerState? state, Interner intern) =>
        state switch
        {
            { Running: { } running } => new ContainerState.Running(running.StartedAt.AtOrNull()),
            { Terminated: { } ended } => new ContainerState.Terminated(
                ended.ExitCode,
                ended.Signal,
                intern.Text(ended.Reason),
                VisibleText.Of(ended.Message),
                ended.FinishedAt.AtOrNull()
            ),
            { Waiting: { } waiting } => intern.Value(new ContainerState.Waiting(intern.Text(waiting.Reason), intern.Text(waiting.Message))),
            _ => intern.Value(new ContainerState.Waiting("", "")),
        };
}
