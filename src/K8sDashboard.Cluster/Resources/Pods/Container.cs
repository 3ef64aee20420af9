using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>A container's spec, interned: shared by all pods of one template.</summary>
public sealed record ContainerTemplate(string Name, string Image)
{
    public ResourceList Requests { get; init; } = ResourceList.None;

    public ResourceList Limits { get; init; } = ResourceList.None;

    /// <summary>An init container with <c>restartPolicy: Always</c>: a sidecar.</summary>
    public bool RestartsAlways { get; init; }
}

/// <summary>One container of a pod: its spec, and the status reported by the kubelet (null before the first report).</summary>
public readonly record struct Container(ContainerTemplate Template, ContainerStatus? Status)
{
    public string Name => Template.Name;
}

/// <summary>The status of one container.</summary>
public sealed record ContainerStatus
{
    public required ContainerState State { get; init; }

    /// <summary><c>lastState.terminated</c>; null where the container never restarted.</summary>
    public ContainerState.Terminated? Last { get; init; }

    public bool Ready { get; init; }

    /// <summary>
    /// Null where the kubelet does not report it; true once the startup probe succeeded or where there is none.
    /// </summary>
    public bool? Started { get; init; }

    public int Restarts { get; init; }
}

/// <summary>A container is waiting, running or terminated.</summary>
public abstract record ContainerState
{
    private ContainerState() { }

    /// <summary>Not running yet, with the reason: <c>ContainerCreating</c>, <c>CrashLoopBackOff</c>, <c>ImagePullBackOff</c> …</summary>
    public sealed record Waiting(string Reason, string Message) : ContainerState;

    public sealed record Running(DateTimeOffset? Since) : ContainerState
    {
        private readonly PackedTime since = new(Since);

        public DateTimeOffset? Since => since.Value;
    }

    /// <summary>Terminated by an exit code, or by a signal where that is not 0.</summary>
    public sealed record Terminated(int ExitCode, int Signal, string Reason, string Message, DateTimeOffset? Finished) : ContainerState
    {
        private readonly PackedTime finished = new(Finished);

        public DateTimeOffset? Finished => finished.Value;
    }
}

/// <summary>Amounts of resources (core/v1 ResourceList): CPU in cores and memory in bytes; null where unset.</summary>
public sealed record ResourceList(double? Cpu, double? Memory)
{
    /// <summary>Bytes of local ephemeral storage: writable layers, logs, emptyDir volumes.</summary>
    public double? EphemeralStorage { get; init; }

    public static readonly ResourceList None = new(null, null);
}
