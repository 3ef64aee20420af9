using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The kubelets of all nodes: they run the bound pods, report their status, and terminate them.</summary>
public sealed class Kubelets(ClusterState state, EventLog events, SeededRandom chance, Consumption consumption, IReadOnlyList<Host> hosts)
{
    private const string Me = "kubelet";

    public IReadOnlyList<Host> Hosts => hosts;

    public void Turn(DateTimeOffset now)
    {
        var byNode = state.List<Pod>().ToLookup(pod => pod.Spec.NodeName);
        foreach (var host in hosts.Where(host => host.Alive))
            Turn(host, [.. byNode[host.Machine.Name]], now);
        // The usage of the past turn is accounted before the load is redistributed.
        foreach (var host in hosts)
            host.Meter.Advance(host.Running, now);
        Demand.Spread(hosts.Where(host => host.Alive).SelectMany(host => host.Running), now);
    }

    /// <summary>Evicts a pod; the message goes into its status.</summary>
    public void Evict(Host host, Pod pod, string why, DateTimeOffset now)
    {
        if (!host.Pods.TryGetValue(pod.Metadata.Uid, out var run))
            return;
        run.Evict(why, now);
        events.Warning(pod, "Evicted", why, Me, now, host.Machine.Name);
        Report(pod, run, now);
    }

    /// <summary>Takes over a pod with running containers, according to its status.</summary>
    public void GoOn(Host host, Pod pod)
    {
        if (PodRun.Resume(pod, host, chance, consumption) is { } run)
            host.Pods[pod.Metadata.Uid] = run;
    }

    private void Turn(Host host, IReadOnlyList<Pod> pods, DateTimeOffset now)
    {
        var changed = false;
        foreach (var pod in pods)
            changed |= Turn(host, pod, now);
        foreach (var gone in host.Pods.Keys.Except(pods.Select(pod => pod.Metadata.Uid)).ToList())
        {
            host.Pods.Remove(gone);
            host.Release(gone);
            changed = true;
        }

        host.HasToReport = false;
        if (changed)
            host.Running = [.. host.Pods.Values.Where(run => run.Evicted is null).SelectMany(run => run.Running())];
    }

    /// <summary>Syncs one pod of a node; true on a change.</summary>
    internal bool Turn(Host host, Pod pod, DateTimeOffset now)
    {
        if (!host.Pods.TryGetValue(pod.Metadata.Uid, out var run))
        {
            if (pod.Status?.Phase is "Succeeded" or "Failed" && pod.Metadata.DeletionTimestamp is null)
                return false;
            host.Pods[pod.Metadata.Uid] = run = new PodRun(pod, host, chance, consumption, now, state);
        }

        if (pod.Metadata.DeletionTimestamp is not null)
            return End(host, pod, run, now);
        var renewed = run.Renew(pod, now);
        foreach (var name in renewed)
            events.Normal(pod, "Killing", $"Container {name} definition changed, will be restarted", Me, now, host.Machine.Name);
        var before = run.Containers.Select(container => (container, container.Phase)).ToList();
        var stepped = run.Step(now);
        if (run.MountFault is { } fault)
            events.Warning(pod, "FailedMount", fault, Me, now, host.Machine.Name);
        // Readiness gates are set by other controllers at any time.
        if (!stepped && renewed.Count == 0 && pod.Status?.StartTime is not null && !host.HasToReport && pod.Spec.ReadinessGates.Count == 0)
            return false;
        foreach (var container in run.Containers)
            TellProbes(host, pod, container, now);
        foreach (var (container, phase) in before.Where(pair => pair.Phase != pair.container.Phase))
            Tell(host, pod, container, phase, now);
        Report(pod, run, now);
        return true;
    }

    private bool End(Host host, Pod pod, PodRun run, DateTimeOffset now)
    {
        if (run.GoneAt is null)
        {
            foreach (var container in run.Containers.Where(one => one.Phase is ContainerPhase.Running))
                events.Normal(pod, "Killing", $"Stopping container {container.Spec.Name}", Me, now, host.Machine.Name);
        }

        run.Stop(now);
        if (now < run.GoneAt)
            return false;
        if (pod.Metadata.Finalizers.Count > 0 && pod.Status?.Phase is not ("Succeeded" or "Failed"))
        {
            run.End(now);
            Report(pod, run, now);
        }

        state.Remove<Pod>(pod.Metadata, now);
        return true;
    }

    private void Report(Pod pod, PodRun run, DateTimeOffset now)
    {
        // Re-read: the scheduler may have written it since.
        if (state.Get<Pod>(pod.Metadata.Namespace, pod.Metadata.Name) is { } latest)
            state.ChangeStatus(latest, changed => changed.Status = run.Report(changed.Status ?? new(), now));
    }

    private void TellProbes(Host host, Pod pod, ContainerRun container, DateTimeOffset now)
    {
        foreach (var fault in container.FailedProbes)
            events.Warning(pod, "Unhealthy", fault, Me, now, host.Machine.Name);
        if (container.KilledBy is { } probe)
            events.Normal(
                pod,
                "Killing",
                $"Container {container.Spec.Name} failed {probe} probe, will be restarted",
                Me,
                now,
                host.Machine.Name
            );
    }

    private void Tell(Host host, Pod pod, ContainerRun container, ContainerPhase before, DateTimeOffset now)
    {
        var (name, image, node) = (container.Spec.Name, container.Spec.Image, host.Machine.Name);
        switch (container.Phase)
        {
            case ContainerPhase.Running when before is not ContainerPhase.Running:
                events.Normal(pod, "Pulled", $"Container image \"{image}\" already present on machine", Me, now, node);
                events.Normal(pod, "Created", $"Created container: {name}", Me, now, node);
                events.Normal(pod, "Started", $"Started container {name}", Me, now, node);
                if (container.NeverReady is { } fault)
                    events.Warning(pod, "Unhealthy", $"Readiness probe failed: {fault}", Me, now, node);
                break;
            case ContainerPhase.NoSettings missing:
                events.Normal(pod, "Pulled", $"Container image \"{image}\" already present on machine", Me, now, node);
                events.Warning(pod, "Failed", $"Error: {missing.Missing}", Me, now, node);
                break;
            case ContainerPhase.NoImage { Waits: false }:
                events.Normal(pod, "Pulling", $"Pulling image \"{image}\"", Me, now, node);
                events.Warning(pod, "Failed", $"Failed to pull image \"{image}\": {ContainerReport.PullError(image)}", Me, now, node);
                events.Warning(pod, "Failed", "Error: ErrImagePull", Me, now, node);
                break;
            case ContainerPhase.NoImage:
                events.Normal(pod, "BackOff", $"Back-off pulling image \"{image}\"", Me, now, node);
                events.Warning(pod, "Failed", "Error: ImagePullBackOff", Me, now, node);
                break;
            case ContainerPhase.BackingOff:
                events.Warning(
                    pod,
                    "BackOff",
                    $"Back-off restarting failed container {name} in pod {pod.Metadata.Name}_{pod.Metadata.Namespace}({pod.Metadata.Uid})",
                    Me,
                    now,
                    node
                );
                break;
            case ContainerPhase.Ended { Reason: "OOMKilled" }:
                host.Meter.OutOfMemoryKills++;
                break;
        }
    }
}
