using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>How controllers count pods as active, ready and available.</summary>
public static class Availability
{
    /// <summary>Neither finished nor being deleted.</summary>
    public static bool IsActive(Pod pod) => pod.Metadata.DeletionTimestamp is null && pod.Status?.Phase is not ("Succeeded" or "Failed");

    public static bool IsReady(Pod pod) => Condition(pod, "Ready") is { Status: "True" };

    /// <summary>Ready for at least <c>minReadySeconds</c>.</summary>
    public static bool IsAvailable(Pod pod, int minReadySeconds, DateTimeOffset now) =>
        Condition(pod, "Ready") is { Status: "True" } ready && now >= ready.LastTransitionTime.At().AddSeconds(minReadySeconds);

    public static PodCondition? Condition(Pod pod, string type) =>
        pod.Status?.Conditions.FirstOrDefault(condition => condition.Type == type);

    /// <summary>Sets a pod condition; lastTransitionTime changes with its status only.</summary>
    public static void Set(PodStatus status, string type, bool isTrue, string reason, string message, DateTimeOffset now)
    {
        var condition = status.Conditions.FirstOrDefault(one => one.Type == type);
        if (condition is null)
            status.Conditions.Add(condition = new PodCondition { Type = type });
        var word = isTrue ? "True" : "False";
        if (condition.Status != word)
            condition.LastTransitionTime = now.ToTime();
        (condition.Status, condition.Reason, condition.Message) = (word, reason, message);
    }

    /// <summary>The order in which a controller scales pods down: the least valuable first.</summary>
    public static IOrderedEnumerable<Pod> LeastWorthFirst(this IEnumerable<Pod> pods) =>
        pods.OrderBy(pod => (pod.Spec.NodeName.Length > 0, pod.Status?.Phase == "Running", IsReady(pod)))
            .ThenByDescending(pod => pod.Metadata.CreationTimestamp.At())
            .ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal);
}
