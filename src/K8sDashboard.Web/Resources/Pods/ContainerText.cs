using System.Globalization;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Resources.Pods;

/// <summary>A container's states and resources as text, after <c>kubectl describe pod</c>.</summary>
public static class ContainerText
{
    /// <summary><c>Waiting: ImagePullBackOff</c>, <c>Terminated: Error (exit code 1)</c>; the time is rendered beside it.</summary>
    public static string State(ContainerState? state) =>
        state switch
        {
            null => "Not reported yet",
            ContainerState.Running => "Running",
            ContainerState.Waiting { Reason: "" } => "Waiting",
            ContainerState.Waiting waiting => $"Waiting: {waiting.Reason}",
            ContainerState.Terminated ended => $"Terminated: {End(ended)}",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no words for this state"),
        };

    /// <summary>The start time of the state, where it has one.</summary>
    public static DateTimeOffset? Since(ContainerState? state) =>
        state switch
        {
            ContainerState.Running running => running.Since,
            ContainerState.Terminated ended => ended.Finished,
            _ => null,
        };

    /// <summary>The kubelet's message for the state; empty where it has none.</summary>
    public static string Message(ContainerState? state) =>
        state switch
        {
            ContainerState.Waiting waiting => waiting.Message,
            ContainerState.Terminated ended => ended.Message,
            _ => "",
        };

    public static string Kind(Pod pod, Container container) =>
        container.Template.RestartsAlways ? "sidecar"
        : pod.InitContainers.Contains(container) ? "init"
        : "app";

    /// <summary>The health of the state, for its icon; the text is kubectl's.</summary>
    public static Verdict Health(ContainerStatus? status) =>
        status switch
        {
            null or { State: ContainerState.Waiting { Reason: "" or "ContainerCreating" or "PodInitializing" } } => new(
                HealthLevel.Progressing,
                "waiting",
                ""
            ),
            { State: ContainerState.Waiting or ContainerState.Terminated { ExitCode: not 0 } } => new(HealthLevel.Unhealthy, "down", ""),
            { State: ContainerState.Terminated } => new(HealthLevel.Idle, "done", ""),
            { Ready: false } => new(HealthLevel.Progressing, "not-ready", ""),
            _ => Verdict.Healthy,
        };

    public static string Resources(ResourceList resources) =>
        resources switch
        {
            { Cpu: null, Memory: null } => KubectlText.None,
            { Cpu: { } cpu, Memory: null } => $"cpu {Quantity.Cpu(cpu)}",
            { Cpu: null, Memory: { } memory } => $"memory {Quantity.Bytes(memory)}",
            { Cpu: { } cpu, Memory: { } memory } => $"cpu {Quantity.Cpu(cpu)}, memory {Quantity.Bytes(memory)}",
        };

    private static string End(ContainerState.Terminated ended)
    {
        var how =
            ended.Signal != 0
                ? string.Create(CultureInfo.InvariantCulture, $"signal {ended.Signal}")
                : string.Create(CultureInfo.InvariantCulture, $"exit code {ended.ExitCode}");
        return ended.Reason.Length == 0 ? how : $"{ended.Reason} ({how})";
    }
}
