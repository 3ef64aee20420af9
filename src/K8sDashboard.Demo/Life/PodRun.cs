using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Life;

/// <summary>One pod on its node: init containers in sequence, then the main containers together.</summary>
/// <param name="pod">The pod.</param>
/// <param name="host">Its node.</param>
/// <param name="chance">The random source.</param>
/// <param name="consumption">The usage of its programs.</param>
/// <param name="startedAt">When its kubelet admitted it.</param>
/// <param name="settings">The state with its ConfigMaps and Secrets; null skips the check.</param>
public sealed class PodRun(
    Pod pod,
    Host host,
    SeededRandom chance,
    Consumption consumption,
    DateTimeOffset startedAt,
    ClusterState? settings
)
{
    private static readonly TimeSpan SandboxTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstMounts = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastMounts = TimeSpan.FromMinutes(2);

    private readonly ContainerRun[] inits = [.. pod.Spec.InitContainers.Select(spec => new ContainerRun(spec, true, AddressOn(host, pod)))];
    private readonly ContainerRun[] mains = [.. pod.Spec.Containers.Select(spec => new ContainerRun(spec, false, AddressOn(host, pod)))];
    private readonly string address = AddressOn(host, pod);
    private readonly HashSet<ContainerRun> begun = [];
    private DateTimeOffset mounting; // the next attempt
    private bool ended;

    /// <summary>When its programs have terminated after a delete; null without one.</summary>
    public DateTimeOffset? GoneAt { get; private set; }

    /// <summary>Why mounting its volumes failed in the last step; null if it did not, or was not tried.</summary>
    public string? MountFault { get; private set; }

    /// <summary>The eviction message; null if not evicted.</summary>
    public string? Evicted { get; private set; }

    public IEnumerable<ContainerRun> Containers => inits.Concat(mains);

    /// <summary>Restores a running pod from its status, as a restarted kubelet does; null where a container does not run.</summary>
    internal static PodRun? Resume(Pod pod, Host host, SeededRandom chance, Consumption consumption)
    {
        if (pod.Status is not { StartTime: { } started } status)
            return null;
        var run = new PodRun(pod, host, chance, consumption, started.At(), settings: null);
        foreach (var container in run.Containers)
        {
            if (
                status.InitContainerStatuses.Concat(status.ContainerStatuses).FirstOrDefault(one => one.Name == container.Spec.Name)
                    is not { } known
                || !container.Resume(known)
            )
                return null;
            run.begun.Add(container);
        }

        return run;
    }

    /// <summary>The runtime's container id of the n-th start.</summary>
    internal static string IdOf(SeededRandom chance, string uid, string container, int start) =>
        string.Concat(Enumerable.Range(0, 4).Select(part => chance.Hexadecimal($"{uid}/{container}/{start}/{part}")));

    /// <summary>Takes the due transitions; true on a change.</summary>
    public bool Step(DateTimeOffset now)
    {
        if (Evicted is not null || !IsMounted(now))
            return false;
        var changed = Begin(now);
        foreach (var run in Containers.Where(begun.Contains))
            changed |= run.Step(
                now,
                pod.Spec.RestartPolicy,
                () => Memory(run, now),
                () => settings is null ? null : ContainerSettings.Missing(run.Spec, pod.Metadata.Namespace, settings)
            );
        return Begin(now) || changed;
    }

    /// <summary>Applies changed images, which may change at any time.</summary>
    /// <returns>The containers that are restarted.</returns>
    public IReadOnlyList<string> Renew(Pod changed, DateTimeOffset now)
    {
        IReadOnlyList<string> renewed = [];
        for (var index = 0; index < mains.Length; index++)
        {
            var (run, wanted) = (mains[index], changed.Spec.Containers[index]);
            if (run.Spec.Image == wanted.Image)
                continue;
            mains[index] = run.With(wanted, now);
            if (begun.Remove(run))
                Prepare(mains[index], now);
            renewed = [.. renewed, wanted.Name];
        }

        return renewed;
    }

    /// <summary>Starts graceful termination.</summary>
    public void Stop(DateTimeOffset now) => GoneAt ??= now.AddSeconds(mains.Any(run => run.Does?.Voice == Voice.Database) ? 6 : 2);

    /// <summary>Marks its programs as terminated; the pod stays while it has finalizers.</summary>
    public void End(DateTimeOffset now)
    {
        ended = true;
        foreach (var run in Containers)
            run.Kill(0, "Completed", now);
    }

    public void Evict(string why, DateTimeOffset now)
    {
        Evicted = why;
        foreach (var run in Containers)
            run.Kill(ContainerRun.KilledForMemory, "Error", now);
    }

    /// <summary>The running containers.</summary>
    public IEnumerable<RunningContainer> Running() => Containers.Select(Describe).OfType<RunningContainer>();

    /// <summary>The pod's status as its kubelet reports it.</summary>
    public PodStatus Report(PodStatus before, DateTimeOffset now)
    {
        var status = new PodStatus
        {
            Phase = Phase(),
            QosClass = before.QosClass,
            StartTime = startedAt.ToTime(),
            HostIP = host.Machine.Address,
            ObservedGeneration = before.ObservedGeneration,
            HostIPs = { new HostIP { Ip = host.Machine.Address } },
        };
        status.Conditions.Add(before.Conditions.Select(condition => condition.Clone()));
        if (Evicted is not null)
            (status.Reason, status.Message) = ("Evicted", Evicted);
        if (Evicted is null && begun.Count > 0)
        {
            status.PodIP = address;
            status.PodIPs.Add(new PodIP { Ip = address });
        }

        if (Evicted is not null)
            return Ended(status, now);
        status.InitContainerStatuses.Add(inits.Select(run => ContainerReport.Of(run, pod, start => IdOf(run, start))));
        status.ContainerStatuses.Add(mains.Select(run => ContainerReport.Of(run, pod, start => IdOf(run, start))));
        Conditions(status, now);
        return status;
    }

    // The status of an evicted pod is final.
    private static PodStatus Ended(PodStatus status, DateTimeOffset now)
    {
        Availability.Set(status, "Ready", false, "PodFailed", "", now);
        Availability.Set(status, "ContainersReady", false, "PodFailed", "", now);
        return status;
    }

    // Before the first container; a failed mount is retried with back-off.
    private bool IsMounted(DateTimeOffset now)
    {
        MountFault = null;
        if (begun.Count > 0)
            return true;
        if (now < mounting)
            return false;
        MountFault = settings is null ? null : ContainerSettings.Unmountable(pod, settings);
        mounting =
            now + TimeSpan.FromSeconds(Math.Clamp((now - startedAt).TotalSeconds, FirstMounts.TotalSeconds, LastMounts.TotalSeconds));
        return MountFault is null;
    }

    private bool Begin(DateTimeOffset now)
    {
        var before = begun.Count;
        foreach (var run in inits)
        {
            Prepare(run, now);
            if (!run.LetsOthersStart)
                return begun.Count > before;
        }

        foreach (var run in mains)
            Prepare(run, now);
        return begun.Count > before;
    }

    private void Prepare(ContainerRun run, DateTimeOffset now)
    {
        if (begun.Add(run))
            run.Prepare(now + SandboxTime + host.Pull(run.Spec.Image));
    }

    private string Phase()
    {
        if (Evicted is not null)
            return "Failed";
        var policy = pod.Spec.RestartPolicy;
        if (inits.Any(run => run.HasFinished(policy) && !run.LetsOthersStart))
            return "Failed";
        if (ended || mains.All(run => run.HasFinished(policy)))
            return mains.All(run => run.Phase is ContainerPhase.Ended { ExitCode: 0 }) ? "Succeeded" : "Failed";
        return mains.All(run => run.Starts > 0) ? "Running" : "Pending";
    }

    private void Conditions(PodStatus status, DateTimeOffset now)
    {
        var (done, ready) = (status.Phase is "Succeeded" or "Failed", mains.All(run => run.IsReady));
        var unready = string.Join(' ', mains.Where(run => !run.IsReady).Select(run => run.Spec.Name));
        var (reason, message) =
            done ? (status.Phase == "Succeeded" ? "PodCompleted" : "PodFailed", "")
            : ready ? ("", "")
            : ("ContainersNotReady", $"containers with unready status: [{unready}]");
        var gated = ready ? ClosedGates(status) : "";
        var initialized = inits.All(run => run.LetsOthersStart);
        Availability.Set(status, "PodReadyToStartContainers", begun.Count > 0 && !done, "", "", now);
        Availability.Set(status, "Initialized", initialized, initialized ? "" : "ContainersNotInitialized", "", now);
        if (gated.Length > 0)
            Availability.Set(status, "Ready", false, "ReadinessGatesNotReady", gated, now);
        else
            Availability.Set(status, "Ready", ready, reason, message, now);
        Availability.Set(status, "ContainersReady", ready, reason, message, now);
        Availability.Set(status, "PodScheduled", true, "", "", now);
    }

    // The kubelet's message for readiness gates that are not met.
    private string ClosedGates(PodStatus status) =>
        string.Join(
            ", ",
            pod.Spec.ReadinessGates.Select(gate => gate.ConditionType)
                .Select(type =>
                    status.Conditions.FirstOrDefault(condition => condition.Type == type) switch
                    {
                        null => $"corresponding condition of pod readiness gate \"{type}\" does not exist.",
                        { Status: "True" } => "",
                        var other => $"the status of pod readiness gate \"{type}\" is not \"True\", but {other.Status}",
                    }
                )
                .Where(words => words.Length > 0)
        );

    private static string AddressOn(Host host, Pod pod) => pod.Spec.HostNetwork ? host.Machine.Address : host.AddressOf(pod.Metadata.Uid);

    private long Memory(ContainerRun run, DateTimeOffset now) => Describe(run) is { } running ? consumption.WorkingSet(running, now) : 0;

    private RunningContainer? Describe(ContainerRun run) =>
        run is { Phase: ContainerPhase.Running running, Does: { } does, CpuWorkload: { } toil }
            ? new RunningContainer
            {
                Namespace = pod.Metadata.Namespace,
                Pod = pod.Metadata.Name,
                PodUid = pod.Metadata.Uid,
                PodAddress = address,
                Name = run.Spec.Name,
                Image = run.Spec.Image,
                Id = IdOf(run, run.Starts),
                Node = host.Machine.Name,
                HostNetwork = pod.Spec.HostNetwork,
                Since = running.Since,
                Does = does,
                Ready = running.Ready,
                CpuWorkload = toil,
                Readiness = run.Readiness,
                CpuLimit = run.CpuLimit,
                MemoryLimit = run.MemoryLimit,
                App = pod.Metadata.Labels.GetValueOrDefault("app.kubernetes.io/name") ?? "",
            }
            : null;

    private string IdOf(ContainerRun run, int start) => IdOf(chance, pod.Metadata.Uid, run.Spec.Name, start);
}
