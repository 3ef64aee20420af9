using Google.Protobuf;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>The status of a new object: the client's is dropped, except for a Node of a kubelet.</summary>
internal static class NewStatus
{
    private static readonly string[] Guaranteed = ["cpu", "memory"];

    public static void Set(ResourceKind kind, IMessage obj)
    {
        if (obj is Node)
            return;
        kind.Status?.Accessor.SetValue(obj, kind.Status.MessageType.Parser.ParseFrom(ByteString.Empty));
        switch (obj)
        {
            case Pod pod:
                pod.Status = Pending(pod);
                break;
            case Namespace space:
                space.Status = new NamespaceStatus { Phase = "Active" };
                space.Spec ??= new NamespaceSpec();
                if (space.Spec.Finalizers.Count == 0)
                    space.Spec.Finalizers.Add("kubernetes");
                break;
            case PersistentVolumeClaim claim:
                claim.Status = new PersistentVolumeClaimStatus { Phase = "Pending" };
                break;
        }
    }

    /// <summary>The status of a new pod; with scheduling gates, its PodScheduled condition says so.</summary>
    public static PodStatus Pending(Pod pod)
    {
        var status = new PodStatus { Phase = "Pending", QosClass = Quality(pod) };
        if (pod.Spec.SchedulingGates.Count > 0)
        {
            const string Why = "Scheduling is blocked due to non-empty scheduling gates";
            status.Conditions.Add(
                new PodCondition
                {
                    Type = "PodScheduled",
                    Status = "False",
                    Reason = "SchedulingGated",
                    Message = Why,
                }
            );
        }

        return status;
    }

    /// <summary>The QoS class by requests and limits.</summary>
    public static string Quality(Pod pod)
    {
        var resources = pod
            .Spec.Containers.Concat(pod.Spec.InitContainers)
            .Select(container => container.Resources ?? new ResourceRequirements())
            .ToList();
        if (resources.All(one => one.Limits.Count == 0 && one.Requests.Count == 0))
            return "BestEffort";
        var guaranteed = resources.All(one =>
            Guaranteed.All(name =>
                one.Limits.TryGetValue(name, out var limit) && (!one.Requests.TryGetValue(name, out var request) || request.Equals(limit))
            )
        );
        return guaranteed ? "Guaranteed" : "Burstable";
    }
}
