using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>The columns of Pods.</summary>
internal static class PodTable
{
    public static TableColumns Pods { get; } =
        TableColumns.For<Pod>(
            [
                new("Name"),
                new("Ready"),
                new("Status"),
                new("Restarts"),
                new("Age"),
                new("IP", IsWide: true),
                new("Node", IsWide: true),
                new("Nominated Node", IsWide: true),
                new("Readiness Gates", IsWide: true),
            ],
            (pod, now) =>
            {
                var status = pod.Status ?? new PodStatus();
                var sidecars = (pod.Spec?.InitContainers ?? [])
                    .Where(container => container.RestartPolicy == "Always")
                    .Select(container => container.Name)
                    .ToHashSet();
                var counted = status
                    .ContainerStatuses.Concat(status.InitContainerStatuses.Where(one => sidecars.Contains(one.Name)))
                    .ToList();
                var ready = counted.Count(container => container is { Ready: true, State.Running: not null });
                return
                [
                    pod.Metadata.Name,
                    $"{ready}/{(pod.Spec?.Containers.Count ?? 0) + sidecars.Count}",
                    PodStatusWord.Of(pod),
                    Restarts(pod, counted, now),
                    CellText.Age(pod.Metadata, now),
                    CellText.OrNone(status.PodIP),
                    CellText.OrNone(pod.Spec?.NodeName ?? ""),
                    CellText.OrNone(status.NominatedNodeName),
                    Gates(pod),
                ];
            }
        );

    // Restarts of init containers are counted during initialization only.
    private static string Restarts(Pod pod, List<ContainerStatus> counted, DateTimeOffset now)
    {
        var containers = PodStatusWord.IsInitializing(pod) ? [.. pod.Status.InitContainerStatuses] : counted;
        var restarts = containers.Sum(container => container.RestartCount);
        var last = containers
            .Select(container => container.LastState?.Terminated?.FinishedAt)
            .Where(time => time is not null)
            .MaxBy(time => time!.Seconds);
        return restarts > 0 && last is { Seconds: > 0 } ? $"{restarts} ({CellText.Age(last, now)} ago)" : $"{restarts}";
    }

    private static string Gates(Pod pod)
    {
        if (pod.Spec is not { ReadinessGates.Count: > 0 } spec)
            return CellText.None;
        var open = spec.ReadinessGates.Count(gate =>
            pod.Status?.Conditions.Any(condition => condition.Type == gate.ConditionType && condition.Status == "True") ?? false
        );
        return $"{open}/{spec.ReadinessGates.Count}";
    }
}
