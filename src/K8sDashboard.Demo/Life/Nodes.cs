using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Serving;

namespace K8sDashboard.Demo.Life;

/// <summary>The node lifecycle controller and the kubelets' node status: heartbeats, pressure evictions, and unreachable nodes.</summary>
public sealed class Nodes(ClusterState state, EventLog events, Kubelets kubelets)
{
    private const string MemoryPressure = "node.kubernetes.io/memory-pressure";
    private const double TooFull = 0.92;
    private const double Relieved = 0.9;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan BetweenEvictions = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, DateTimeOffset> silentSince = []; // at most one a node
    private readonly Dictionary<string, DateTimeOffset> lastEviction = []; // at most one a node

    public void Turn(DateTimeOffset now)
    {
        foreach (var host in kubelets.Hosts)
        {
            if (state.Get<Node>("", host.Machine.Name) is not { } node)
                continue;
            if (host.Alive)
                Live(host, node, now);
            else if (
                now - (silentSince.TryGetValue(host.Machine.Name, out var since) ? since : silentSince[host.Machine.Name] = now)
                > Grace
            )
                GiveUp(host, node, now);
        }
    }

    private void Live(Host host, Node node, DateTimeOffset now)
    {
        silentSince.Remove(host.Machine.Name);
        var share = host.Meter.MemoryBytes / host.Meter.MemorySize;
        var was = node.Status.Conditions.Any(condition => condition is { Type: "MemoryPressure", Status: "True" });
        var pressed = share > (was ? Relieved : TooFull);
        var back = node.Status.Conditions.Any(condition => condition is { Type: "Ready", Status: not "True" });
        var due = node.Status.Conditions.Any(condition => now - condition.LastHeartbeatTime.At() >= Heartbeat);
        if (pressed != was || back || due || node.Status.Conditions.Count == 0)
        {
            state.ChangeStatus(
                node,
                changed =>
                {
                    Set(
                        changed.Status,
                        "MemoryPressure",
                        pressed ? "True" : "False",
                        pressed ? "KubeletHasInsufficientMemory" : "KubeletHasSufficientMemory",
                        pressed ? "kubelet has insufficient memory available" : "kubelet has sufficient memory available",
                        now
                    );
                    Set(changed.Status, "DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure", now);
                    Set(changed.Status, "PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available", now);
                    Set(changed.Status, "Ready", "True", "KubeletReady", "kubelet is posting ready status", now);
                }
            );
        }

        Taint(node, MemoryPressure, "NoSchedule", pressed, now);
        Taint(node, DefaultTolerations.Unreachable, "NoExecute", false, now);
        Taint(node, DefaultTolerations.Unreachable, "NoSchedule", false, now);
        if (pressed != was)
            events.Normal(
                node,
                pressed ? "NodeHasInsufficientMemory" : "NodeHasSufficientMemory",
                $"Node {node.Metadata.Name} status is now: {(pressed ? "NodeHasInsufficientMemory" : "NodeHasSufficientMemory")}",
                "kubelet",
                now,
                node.Metadata.Name
            );
        if (back)
            events.Normal(node, "NodeReady", $"Node {node.Metadata.Name} status is now: NodeReady", "kubelet", now, node.Metadata.Name);
        if (pressed)
            Relieve(host, now);
    }

    /// <summary>Evicts the pod with the largest usage; DaemonSet pods stay.</summary>
    private void Relieve(Host host, DateTimeOffset now)
    {
        if (lastEviction.TryGetValue(host.Machine.Name, out var last) && now - last < BetweenEvictions)
            return;
        var victim = state
            .List<Pod>()
            .Where(pod =>
                pod.Spec.NodeName == host.Machine.Name
                && Availability.IsActive(pod)
                && pod.Metadata.OwnerReferences.All(owner => owner.Kind is not ("DaemonSet" or "Node"))
            )
            .MaxBy(pod => host.Running.Where(one => one.PodUid == pod.Metadata.Uid).Sum(one => one.Does.MemoryMiB));
        if (victim is null)
            return;
        lastEviction[host.Machine.Name] = now;
        var container = victim.Spec.Containers[0];
        kubelets.Evict(
            host,
            victim,
            $"The node was low on resource: memory. Threshold quantity: 100Mi, available: 61428Ki. Container {container.Name} "
                + $"was using more than its request of {container.Resources?.Requests.GetValueOrDefault("memory")?.String ?? "0"}.",
            now
        );
        events.Warning(
            state.Get<Node>("", host.Machine.Name)!,
            "EvictionThresholdMet",
            "Attempting to reclaim memory",
            "kubelet",
            now,
            host.Machine.Name
        );
    }

    private void GiveUp(Host host, Node node, DateTimeOffset now)
    {
        if (node.Status.Conditions.Any(condition => condition is { Type: "Ready", Status: "Unknown" }))
            return;
        host.GivenUp++;
        state.ChangeStatus(
            node,
            changed =>
            {
                foreach (var type in (string[])["MemoryPressure", "DiskPressure", "PIDPressure", "Ready"])
                    Set(
                        changed.Status,
                        type,
                        "Unknown",
                        "NodeStatusUnknown",
                        "Kubelet stopped posting node status.",
                        now,
                        heartbeat: false
                    );
            }
        );
        Taint(node, DefaultTolerations.Unreachable, "NoExecute", true, now);
        Taint(node, DefaultTolerations.Unreachable, "NoSchedule", true, now);
        events.Normal(node, "NodeNotReady", $"Node {node.Metadata.Name} status is now: NodeNotReady", "node-controller", now);
        foreach (var pod in state.List<Pod>().Where(pod => pod.Spec.NodeName == node.Metadata.Name && Availability.IsActive(pod)))
        {
            state.ChangeStatus(pod, changed => Availability.Set(changed.Status, "Ready", false, "", "", now));
            events.Warning(pod, "NodeNotReady", "Node is not ready", "node-controller", now);
        }
    }

    private void Taint(Node node, string key, string effect, bool wanted, DateTimeOffset now)
    {
        if (state.Get<Node>("", node.Metadata.Name) is not { } latest || latest.Spec.Taints.Any(IsIt) == wanted)
            return;
        state.Change(
            latest,
            changed =>
            {
                if (wanted)
                    changed.Spec.Taints.Add(
                        new Taint
                        {
                            Key = key,
                            Effect = effect,
                            TimeAdded = now.ToTime(),
                        }
                    );
                else
                    changed.Spec.Taints.Remove(changed.Spec.Taints.First(IsIt));
            }
        );
        bool IsIt(Taint taint) => taint.Key == key && taint.Effect == effect;
    }

    private static void Set(
        NodeStatus status,
        string type,
        string word,
        string reason,
        string message,
        DateTimeOffset now,
        bool heartbeat = true
    )
    {
        var condition = status.Conditions.FirstOrDefault(one => one.Type == type);
        if (condition is null)
            status.Conditions.Add(condition = new NodeCondition { Type = type });
        if (condition.Status != word)
            condition.LastTransitionTime = now.ToTime();
        if (heartbeat)
            condition.LastHeartbeatTime = now.ToTime();
        (condition.Status, condition.Reason, condition.Message) = (word, reason, message);
    }
}
