using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The container status that a kubelet reports.</summary>
public static class ContainerReport
{
    /// <param name="run">The container.</param>
    /// <param name="pod">Its pod.</param>
    /// <param name="idOf">The runtime's container id of the n-th start.</param>
    public static ContainerStatus Of(ContainerRun run, Pod pod, Func<int, string> idOf)
    {
        var id = run.Starts == 0 ? "" : "containerd://" + idOf(run.Starts);
        var status = new ContainerStatus
        {
            Name = run.Spec.Name,
            Image = run.Spec.Image,
            ImageID = run.Starts == 0 ? "" : $"{run.Spec.Image.Split(':')[0]}@sha256:{idOf(0)}",
            ContainerID = id,
            RestartCount = run.Restarts,
            Ready =
                run.IsReady
                || (run.Phase is ContainerPhase.Ended { ExitCode: 0 } && pod.Spec.InitContainers.Any(init => init.Name == run.Spec.Name)),
            Started = run.Phase is ContainerPhase.Running { Started: true },
            State = StateOf(run, pod, id),
            LastState = new ContainerState(),
        };
        if (run.Last is { } last && run.Phase is not ContainerPhase.Ended)
            status.LastState.Terminated = Terminated(
                last,
                "containerd://" + idOf(run.Phase is ContainerPhase.Running ? run.Starts - 1 : run.Starts)
            );
        return status;
    }

    private static ContainerState StateOf(ContainerRun run, Pod pod, string id) =>
        run.Phase switch
        {
            ContainerPhase.Running running => new() { Running = new() { StartedAt = running.Since.ToTime() } },
            ContainerPhase.Ended ended => new() { Terminated = Terminated(ended, id) },
            ContainerPhase.BackingOff waiting => Waiting(
                "CrashLoopBackOff",
                $"back-off {Words(waiting.Delay)} restarting failed container={run.Spec.Name} "
                    + $"pod={pod.Metadata.Name}_{pod.Metadata.Namespace}({pod.Metadata.Uid})"
            ),
            ContainerPhase.NoSettings missing => Waiting("CreateContainerConfigError", missing.Missing),
            ContainerPhase.NoImage { Waits: true } => Waiting(
                "ImagePullBackOff",
                $"Back-off pulling image \"{run.Spec.Image}\": {PullError(run.Spec.Image)}"
            ),
            ContainerPhase.NoImage => Waiting("ErrImagePull", PullError(run.Spec.Image)),
            _ => Waiting(
                pod.Spec.InitContainers.Count > 0 && pod.Spec.InitContainers.All(init => init.Name != run.Spec.Name)
                    ? "PodInitializing"
                    : "ContainerCreating",
                ""
            ),
        };

    /// <summary>containerd's message for an image that does not exist.</summary>
    public static string PullError(string image) =>
        $"rpc error: code = NotFound desc = failed to pull and unpack image \"{image}\": failed to resolve reference "
        + $"\"{image}\": {image}: not found";

    private static string Words(TimeSpan delay) =>
        delay.TotalSeconds < 60 ? $"{delay.TotalSeconds:0}s" : $"{(int)delay.TotalMinutes}m{delay.Seconds}s";

    private static ContainerState Waiting(string reason, string message) =>
        new()
        {
            Waiting = new() { Reason = reason, Message = message },
        };

    private static ContainerStateTerminated Terminated(ContainerPhase.Ended ended, string id) =>
        new()
        {
            ExitCode = ended.ExitCode,
            Reason = ended.Reason,
            StartedAt = ended.Since.ToTime(),
            FinishedAt = ended.At.ToTime(),
            ContainerID = id,
        };
}
