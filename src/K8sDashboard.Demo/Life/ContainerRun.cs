using System.Diagnostics.CodeAnalysis;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Life;

/// <summary>A container in the kubelet's view: phase, restart count, last termination.</summary>
public sealed class ContainerRun(Container spec, bool isInit, string address)
{
    public const int KilledForMemory = 137;
    private const int AskedToEnd = 143;
    private const string SidecarPolicy = "Always";
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Forgiven = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan InitTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LooksAgain = TimeSpan.FromSeconds(12);

    private readonly List<string> said = []; // of one step
    private int failures; // since the back-off was last reset
    private ContainerProbes? probes; // of this start

    public Container Spec => spec;

    public ContainerPhase Phase { get; private set; } = new ContainerPhase.Creating(DateTimeOffset.MaxValue);

    public int Restarts { get; private set; }

    public ContainerPhase.Ended? Last { get; private set; }

    /// <summary>The workload of the current start; null before the first.</summary>
    public CpuWorkload? CpuWorkload { get; private set; }

    /// <summary>The time it has been ready since the current start.</summary>
    public Readiness Readiness { get; private set; } = new();

    /// <summary>In cores; null without a limit.</summary>
    public double? CpuLimit { get; } = LimitOf(spec, "cpu");

    /// <summary>In bytes; null without a limit.</summary>
    public long? MemoryLimit { get; } = (long?)LimitOf(spec, "memory");

    /// <summary>Each start is another container in the runtime.</summary>
    public int Starts { get; private set; }

    /// <summary>The behaviour of the program; an init container exits.</summary>
    public Behaviour? Does { get; } =
        Images.Find(spec.Image) is { } image && CommandLine.In(spec, image) is var does
            ? isInit && spec.RestartPolicy != SidecarPolicy
                ? does with
                {
                    RunsFor = does.RunsFor ?? InitTime,
                }
                : does
            : null;

    /// <summary>A sidecar: an init container with restartPolicy Always, whose end the next ones do not wait for.</summary>
    public bool GoesOn => isInit && spec.RestartPolicy == SidecarPolicy;

    public bool HasFinished(string podPolicy) => Phase is ContainerPhase.Ended ended && !StartsAgain(ended, podPolicy);

    /// <summary>Whether the next init container may start.</summary>
    public bool LetsOthersStart => GoesOn ? Phase is ContainerPhase.Running : Phase is ContainerPhase.Ended { ExitCode: 0 };

    public bool IsReady => Phase is ContainerPhase.Running { Ready: true };

    /// <summary>Adopts a reported status; false where the container neither runs nor has terminated.</summary>
    internal bool Resume(ContainerStatus status)
    {
        (Restarts, Starts) = (status.RestartCount, status.RestartCount + 1);
        if (status.LastState?.Terminated is { } last)
            Last = Ended(last);
        switch (status.State)
        {
            case { Running: { } running }:
                Begin(running.StartedAt.At());
                probes.Started = true;
                Readiness.Turn(status.Ready, running.StartedAt.At());
                Phase = new ContainerPhase.Running(running.StartedAt.At(), status.Ready, Started: true);
                return true;
            case { Terminated: { } ended }:
                Phase = Last = Ended(ended);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Messages of the probes that failed in the last step.</summary>
    public IReadOnlyList<string> FailedProbes => said;

    /// <summary>The probe that killed the container in the last step; null for none.</summary>
    public string? KilledBy { get; private set; }

    /// <summary>Why its readiness probe can never succeed; null if it can.</summary>
    public string? NeverReady => probes?.NeverReady();

    /// <summary>Delays the start until the image is pulled.</summary>
    public void Prepare(DateTimeOffset until) => Phase = new ContainerPhase.Creating(until);

    /// <summary>Takes the next due transition; false if there is none.</summary>
    /// <param name="now">The simulated time.</param>
    /// <param name="podPolicy">The pod's restart policy.</param>
    /// <param name="workingSet">The current working set, while it runs.</param>
    /// <param name="missing">The message about a missing ConfigMap or Secret.</param>
    public bool Step(DateTimeOffset now, string podPolicy, Func<long> workingSet, Func<string?> missing)
    {
        said.Clear();
        KilledBy = null;
        var next = Phase switch
        {
            ContainerPhase.Creating creating when now >= creating.Until => Does is null
                ? new ContainerPhase.NoImage(false, now.AddSeconds(2), 1)
                : Create(now, missing),
            ContainerPhase.NoSettings without when now >= without.Until => Create(now, missing),
            ContainerPhase.NoImage absent when now >= absent.Until => absent.Waits
                ? new ContainerPhase.NoImage(false, now.AddSeconds(2), absent.Tries + 1)
                : new ContainerPhase.NoImage(true, now + Delay(absent.Tries), absent.Tries),
            ContainerPhase.Running running => Run(running, now, workingSet),
            ContainerPhase.Ended ended when StartsAgain(ended, podPolicy) => Repeat(ended, now),
            ContainerPhase.BackingOff waiting when now >= waiting.Until => Again(now),
            _ => Phase,
        };
        if (next == Phase)
            return said.Count > 0;
        Phase = next;
        return true;
    }

    /// <summary>Kills the program.</summary>
    public void Kill(int exitCode, string reason, DateTimeOffset now)
    {
        if (Phase is ContainerPhase.Running running)
            Phase = End(exitCode, reason, running.Since, now);
    }

    /// <summary>Replaces the image in place: the program is killed, and the new image starts as a restart of the same container.</summary>
    public ContainerRun With(Container changed, DateTimeOffset now)
    {
        Kill(AskedToEnd, "Error", now);
        return new ContainerRun(changed, isInit, address)
        {
            Restarts = Restarts,
            Starts = Starts,
            Last = Last,
        };
    }

    private ContainerPhase.Running Start(DateTimeOffset now)
    {
        Starts++;
        Begin(now);
        return Be(now, ready: spec.ReadinessProbe is null && probes.Started, probes.Started, now);
    }

    [MemberNotNull(nameof(probes))]
    private void Begin(DateTimeOffset now)
    {
        var does = Does ?? new Behaviour();
        (probes, CpuWorkload, Readiness) = (
            new ContainerProbes(spec, does, now, address),
            new CpuWorkload(does, CpuLimit, now),
            new Readiness()
        );
    }

    private ContainerPhase Create(DateTimeOffset now, Func<string?> missing) =>
        missing() is { } what ? new ContainerPhase.NoSettings(what, now + LooksAgain) : Again(now);

    private ContainerPhase.Running Again(DateTimeOffset now)
    {
        if (Starts > 0)
            Restarts++;
        return Start(now);
    }

    private ContainerPhase Run(ContainerPhase.Running running, DateTimeOffset now, Func<long> workingSet)
    {
        var (does, age) = (Does ?? new Behaviour(), now - running.Since);
        if (does.RunsFor is { } end && age >= end)
            return End(does.ExitCode, does.ExitCode == 0 ? "Completed" : "Error", running.Since, running.Since + end);
        if (MemoryLimit is { } limit && does.MayWant(limit) && workingSet() > limit)
            return End(KilledForMemory, "OOMKilled", running.Since, now);
        probes ??= new ContainerProbes(spec, does, running.Since, address);
        KilledBy = probes.Step(now, said.Add);
        if (KilledBy is not null)
            return End(AskedToEnd, "Error", running.Since, now);
        var (ready, started) = (probes.IsReady(running.Ready, now), probes.Started);
        return ready == running.Ready && started == running.Started ? running : Be(running.Since, ready, started, now);
    }

    private ContainerPhase.Running Be(DateTimeOffset since, bool ready, bool started, DateTimeOffset now)
    {
        Readiness.Turn(ready, now);
        return new ContainerPhase.Running(since, ready, started);
    }

    private ContainerPhase.Ended End(int exitCode, string reason, DateTimeOffset since, DateTimeOffset at)
    {
        if (at - since > Forgiven)
            failures = 0;
        return Last = new ContainerPhase.Ended(exitCode, reason, since, at);
    }

    private static ContainerPhase.Ended Ended(ContainerStateTerminated ended) =>
        new(ended.ExitCode, ended.Reason, ended.StartedAt.At(), ended.FinishedAt.At());

    // Restart back-off: immediately at first, then 10 s, doubled up to five minutes.
    private ContainerPhase Repeat(ContainerPhase.Ended ended, DateTimeOffset now)
    {
        if (failures++ == 0)
            return Again(now);
        var delay = Delay(failures - 1);
        return new ContainerPhase.BackingOff(ended.At + delay, delay);
    }

    private bool StartsAgain(ContainerPhase.Ended ended, string podPolicy) =>
        GoesOn
        || (
            podPolicy switch
            {
                "Never" => false,
                "OnFailure" => ended.ExitCode != 0,
                _ => !isInit || ended.ExitCode != 0,
            }
        );

    // Kubernetes treats a limit of 0 as no limit.
    private static double? LimitOf(Container spec, string resource) =>
        Amount.Find(spec.Resources?.Limits, resource) is > 0 and var limit ? limit : null;

    private static TimeSpan Delay(int tries) =>
        TimeSpan.FromSeconds(Math.Min(LongestDelay.TotalSeconds, FirstDelay.TotalSeconds * Math.Pow(2, Math.Min(tries, 10) - 1)));
}
