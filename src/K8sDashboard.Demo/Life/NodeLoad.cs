using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The resource requests of a node's pods.</summary>
public readonly record struct NodeLoad(int Pods, double Cpu, double Memory)
{
    public static NodeLoad Of(IEnumerable<Pod> pods) => pods.Aggregate(default(NodeLoad), (load, pod) => load + Of(pod));

    public static NodeLoad Of(Pod pod) => new(1, Scheduler.Requests(pod, "cpu"), Scheduler.Requests(pod, "memory"));

    public static NodeLoad operator +(NodeLoad one, NodeLoad other) =>
        new(one.Pods + other.Pods, one.Cpu + other.Cpu, one.Memory + other.Memory);

    public static NodeLoad operator -(NodeLoad one) => new(-one.Pods, -one.Cpu, -one.Memory);
}
