using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>kubectl's STATUS column: the reason why a pod is not running, or its phase.</summary>
internal static class PodStatusWord
{
    public static string Of(Pod pod)
    {
        var status = pod.Status ?? new PodStatus();
        var (initializing, word) = Initializing(pod, status);
        if (!initializing)
            word = Running(status, word);
        if (pod.Metadata.DeletionTimestamp is null)
            return word;
        return status.Reason == "NodeLost" ? "Unknown"
            : status.Phase is "Succeeded" or "Failed" ? word
            : "Terminating";
    }

    public static bool IsInitializing(Pod pod) => Initializing(pod, pod.Status ?? new PodStatus()).Initializing;

    private static (bool Initializing, string Word) Initializing(Pod pod, PodStatus status)
    {
        var word = status.Reason.Length > 0 ? status.Reason : status.Phase;
        if (status.Conditions.Any(condition => condition is { Type: "PodScheduled", Reason: "SchedulingGated" }))
            word = "SchedulingGated";
        var containers = pod.Spec?.InitContainers ?? [];
        for (var i = 0; i < status.InitContainerStatuses.Count; i++)
        {
            var container = status.InitContainerStatuses[i];
            var sidecar = containers.Any(one => one.Name == container.Name && one.RestartPolicy == "Always");
            if (container.State?.Terminated is { ExitCode: 0 } || (sidecar && container.Started))
                continue;
            return (
                true,
                container.State switch
                {
                    { Terminated: { } ended } => $"Init:{Ended(ended)}",
                    { Waiting: { Reason: { Length: > 0 } reason } } when reason != "PodInitializing" => $"Init:{reason}",
                    _ => $"Init:{i}/{containers.Count}",
                }
            );
        }

        return (false, word);
    }

    private static string Running(PodStatus status, string word)
    {
        var running = false;
        foreach (var container in status.ContainerStatuses.Reverse())
        {
            if (container.State?.Waiting is { Reason.Length: > 0 } waiting)
                word = waiting.Reason;
            else if (container.State?.Terminated is { } ended)
                word = Ended(ended);
            else if (container is { Ready: true, State.Running: not null })
                running = true;
        }

        if (word != "Completed" || !running)
            return word;
        return status.Conditions.Any(condition => condition is { Type: "Ready", Status: "True" }) ? "Running" : "NotReady";
    }

    private static string Ended(ContainerStateTerminated ended) =>
        ended.Reason.Length > 0 ? ended.Reason
        : ended.Signal != 0 ? $"Signal:{ended.Signal}"
        : $"ExitCode:{ended.ExitCode}";
}
