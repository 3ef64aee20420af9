using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Life;

/// <summary>The probes of one start of a container: until it has started that of the start alone, then whether it lives and is ready.</summary>
public sealed class ContainerProbes(Container spec, Behaviour does, DateTimeOffset since, string address)
{
    private readonly Tries? startup = spec.StartupProbe is { } probe ? new Tries(probe, since) : null;
    private Tries? liveness;

    /// <summary>Its startup probe has succeeded, or it has none.</summary>
    public bool Started { get; internal set; } = spec.StartupProbe is null;

    /// <summary>Whether its readiness probe succeeds now; once it does, it goes on until the program hangs.</summary>
    public bool IsReady(bool wasReady, DateTimeOffset now)
    {
        if (!Started)
            return false;
        if (spec.ReadinessProbe is not { } probe)
            return true;
        return wasReady
            ? ProbeAnswer.FaultOf(probe, spec, does, now - since, address) is null
            : ProbeAnswer.FaultAtStart(probe, spec, does, now - since, address) is null;
    }

    /// <summary>Why the readiness probe will go on failing from the start; null where it need not.</summary>
    public string? NeverReady() =>
        spec.ReadinessProbe is { } probe
        && (does.ReadyAfter is null || ProbeAnswer.FaultOf(probe, spec, does, TimeSpan.Zero, address) is not null)
            ? ProbeAnswer.FaultAtStart(probe, spec, does, TimeSpan.Zero, address)
            : null;

    /// <summary>Tries what is due.</summary>
    /// <param name="now">When.</param>
    /// <param name="failed">Hears of each failure, in the kubelet's words.</param>
    /// <returns>The probe for which the container is to be started again: <c>liveness</c>, <c>startup</c>; null for none.</returns>
    public string? Step(DateTimeOffset now, Action<string> failed)
    {
        if (!Started)
        {
            if (!startup!.IsDue(now))
                return null;
            var fault = ProbeAnswer.FaultAtStart(spec.StartupProbe, spec, does, now - since, address);
            Started = fault is null;
            return Try(startup, fault, "Startup", now, failed) ? "startup" : null;
        }

        if (spec.LivenessProbe is not { } probe)
            return null;
        liveness ??= new Tries(probe, now);
        return liveness.IsDue(now) && Try(liveness, ProbeAnswer.FaultOf(probe, spec, does, now - since, address), "Liveness", now, failed)
            ? "liveness"
            : null;
    }

    private static bool Try(Tries tries, string? fault, string name, DateTimeOffset now, Action<string> failed)
    {
        if (fault is not null)
            failed($"{name} probe failed: {fault}");
        return tries.Count(fault is null, now);
    }

    /// <summary>When a probe is due next, and how often it has failed in a row.</summary>
    private sealed class Tries(Probe probe, DateTimeOffset from)
    {
        private DateTimeOffset due = from.AddSeconds(probe.InitialDelaySeconds);
        private int failures;

        public bool IsDue(DateTimeOffset now) => now >= due;

        /// <returns>It has failed too often.</returns>
        public bool Count(bool succeeded, DateTimeOffset now)
        {
            due = now.AddSeconds(probe.PeriodSeconds == 0 ? 10 : probe.PeriodSeconds);
            failures = succeeded ? 0 : failures + 1;
            return failures >= (probe.FailureThreshold == 0 ? 3 : probe.FailureThreshold);
        }
    }
}
