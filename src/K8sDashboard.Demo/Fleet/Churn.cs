using System.Globalization;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Fleet;

/// <summary>
/// Generates pod changes at a given rate: a few pods are replaced, each of which costs a dozen changes and controller work; for the rest a
/// helper container exits and is restarted, which is one change.
/// </summary>
internal sealed class Churn(FleetPlan plan, ObjectStore store, ClusterState state, SeededRandom chance, int seed)
{
    private const double ReplacedShare = 0.01;
    private const double MostReplaced = 3; // a second
    private const int Tries = 4;

#pragma warning disable CA5394 // Not a secret: the same seed must choose the same pods.
    private readonly Random random = new(seed);
    private readonly int[] lastPods = [.. plan.Apps.Select((_, index) => plan.Apps.Take(index + 1).Sum(app => app.Replicas))];
    private readonly HashSet<long> made = []; // until they come back in the watch
    private DateTimeOffset? last;
    private double due;
    private double replacements;

    /// <summary>Whether a change was made here, and needs no reaction; forgets it.</summary>
    public bool Made(long version) => made.Remove(version);

    /// <param name="now">The simulated time.</param>
    /// <param name="others">Pod changes by others since the last turn, which count towards the rate.</param>
    /// <param name="sleeps">Whether a workload is inactive.</param>
    public void Turn(DateTimeOffset now, int others, Func<FleetApp, bool> sleeps)
    {
        var seconds = last is { } before ? (now - before).TotalSeconds : 0;
        last = now;
        // The backlog is capped at one second: a busy machine does not catch up.
        due = Math.Min(due + (plan.Size.Churn * seconds) - others, plan.Size.Churn);
        replacements = Math.Min(replacements + (Math.Min(MostReplaced, plan.Size.Churn * ReplacedShare) * seconds), MostReplaced);
        replacements -= Change(replacements, sleeps, pod => state.End(pod, now));
        due -= Change(due, sleeps, pod => Restart(pod, now));
    }

    /// <returns>How many pods were changed; fewer where most workloads are active.</returns>
    private int Change(double wanted, Func<FleetApp, bool> sleeps, Action<Pod> change)
    {
        var changed = 0;
        for (var tries = 0; changed + 1 <= wanted && tries < Tries * wanted; tries++)
        {
            if (Pick(sleeps) is not { } pod)
                continue;
            change(pod);
            changed++;
        }

        return changed;
    }

    private Pod? Pick(Func<FleetApp, bool> sleeps)
    {
        var kind = Kinds.Of<Pod>();
        var found = Array.BinarySearch(lastPods, random.Next(plan.Size.Pods) + 1);
        var app = plan.Apps[found >= 0 ? found : ~found];
        if (!sleeps(app))
            return null;
        var pods = FleetNames.Of(app, kind, store.Snapshot(kind)).ToList();
        return pods.Count > 0 && (Pod)kind.Parse(pods[random.Next(pods.Count)].Bytes) is { Metadata.DeletionTimestamp: null } pod
            ? pod
            : null;
    }
#pragma warning restore CA5394

    private void Restart(Pod pod, DateTimeOffset now)
    {
        if (pod.Spec.Containers.LastOrDefault(FleetTemplate.IsUnprobed) is not { } helper)
            return;
        var changed = state.ChangeStatus(
            pod,
            restarted =>
            {
                if (
                    restarted.Status?.ContainerStatuses.FirstOrDefault(one => one.Name == helper.Name)
                    is not { State.Running: { } running } status
                )
                    return;
                status.LastState = new ContainerState
                {
                    Terminated = new ContainerStateTerminated
                    {
                        ExitCode = 1,
                        Reason = "Error",
                        StartedAt = running.StartedAt,
                        FinishedAt = now.ToTime(),
                        ContainerID = status.ContainerID,
                    },
                };
                status.RestartCount++;
                status.State = new ContainerState { Running = new ContainerStateRunning { StartedAt = now.ToTime() } };
                status.ContainerID = "containerd://" + PodRun.IdOf(chance, pod.Metadata.Uid, helper.Name, status.RestartCount + 1);
            }
        );
        if (changed is not null)
            made.Add(long.Parse(changed.Metadata.ResourceVersion, CultureInfo.InvariantCulture));
    }
}
