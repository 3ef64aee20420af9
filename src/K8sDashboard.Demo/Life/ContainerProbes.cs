using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Life;

/// <summary>The probes of one start of a container: only the startup probe until it succeeds, then liveness and readiness.</summary>
public sealed class ContainerProbes(Container spec, Behaviour does, DateTimeOffset since, string address)
{
    private readonly Tries? startup = spec.StartupProbe is { } probe ? new Tries(probe, since) : null;
    private Tries? liveness;

    /// <summary>Whether the startup probe has succeeded, or there is none.</summary>
    public bool Started { get; internal set; } = spec.StartupProbe is null;

    /// <summary>Whether the readiness probe succeeds; after the first success it does until the program hangs.</summary>
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

    /// <summary>Why the readiness probe fails from the start; null if it need not.</summary>
    public string? NeverReady() =>
        spec.ReadinessProbe is { } probe
        && (does.ReadyAfter is null || ProbeAnswer.FaultOf(probe, spec, does, TimeSpan.Zero, address) is not null)
            ? ProbeAnswer.FaultAtStart(probe, spec, does, TimeSpan.Zero, address)
            : null;

    /// <summary>Runs the probes that are due.</summary>
    /// <param name="now">The simulated time.</param>
    /// <param name="failed">Called with each failure, as the kubelet's event message.</param>
    /// <returns>The probe that restarts the container: <c>liveness</c>, <c>startup</c>; null for none.</returns>
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

    /// <summary>The schedule of a probe, with its consecutive failures.</summary>
    private sealed class Tries(Probe probe, DateTimeOffset from)
    {
        private DateTimeOffset due = from.AddSeconds(probe.InitialDelaySeconds);
        private int failures;

        public bool IsDue(DateTimeOffset now) => now >= due;

        /// <returns>Whether the failure threshold is reached.</returns>
        public bool Count(bool succeeded, DateTimeOffset now)
        {
            due = now.AddSeconds(probe.PeriodSeconds == 0 ? 10 : probe.PeriodSeconds);
            failures = succeeded ? 0 : failures + 1;
            return failures >= (probe.FailureThreshold == 0 ? 3 : probe.FailureThreshold);
        }
    }
}
