using K8sDashboard.Demo.Api.Apps.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The status of a Deployment: replica counts, and the conditions Available and Progressing.</summary>
public static class RolloutStatus
{
    private const int DefaultDeadline = 600;
    private const string Available = "NewReplicaSetAvailable";
    private const string Paused = "DeploymentPaused";
    private const string TimedOut = "ProgressDeadlineExceeded";

    public static DeploymentStatus Of(Deployment deployment, ReplicaSet? current, IReadOnlyList<ReplicaSet> sets, DateTimeOffset now)
    {
        var (before, desired) = (deployment.Status ?? new(), Rollout.Desired(deployment.Spec));
        var status = new DeploymentStatus
        {
            ObservedGeneration = deployment.Metadata.Generation,
            Replicas = sets.Sum(set => set.Status?.Replicas ?? 0),
            UpdatedReplicas = current?.Status?.Replicas ?? 0,
            ReadyReplicas = sets.Sum(set => set.Status?.ReadyReplicas ?? 0),
            AvailableReplicas = sets.Sum(set => set.Status?.AvailableReplicas ?? 0),
        };
        if (before.HasCollisionCount)
            status.CollisionCount = before.CollisionCount;
        status.UnavailableReplicas = Math.Max(0, Math.Max(desired, status.Replicas) - status.AvailableReplicas);
        status.Conditions.Add(before.Conditions.Select(condition => condition.Clone()));
        var surge = IntOrPercent.Down(deployment.Spec.Strategy?.RollingUpdate?.MaxUnavailable, desired, "25%");
        if (status.AvailableReplicas >= desired - surge)
            Set(status, "Available", true, "MinimumReplicasAvailable", "Deployment has minimum availability.", now, touch: false);
        else
            Set(
                status,
                "Available",
                false,
                "MinimumReplicasUnavailable",
                "Deployment does not have minimum availability.",
                now,
                touch: false
            );
        if (!Pause(deployment, status, now))
            Progress(deployment, before, status, current, desired, now);
        return status;
    }

    /// <summary>Sets the paused and resumed reasons: a pause does not count towards the progress deadline. True if paused.</summary>
    private static bool Pause(Deployment deployment, DeploymentStatus status, DateTimeOffset now)
    {
        var paused = deployment.Spec.Paused;
        var reason = status.Conditions.FirstOrDefault(condition => condition.Type == "Progressing")?.Reason;
        if (reason == TimedOut || paused == (reason == Paused))
            return paused;
        if (paused)
            Set(status, "Progressing", "Unknown", Paused, "Deployment is paused", now, touch: true);
        else
            Set(status, "Progressing", "Unknown", "DeploymentResumed", "Deployment is resumed", now, touch: true);
        return paused;
    }

    private static void Progress(
        Deployment deployment,
        DeploymentStatus before,
        DeploymentStatus status,
        ReplicaSet? current,
        int desired,
        DateTimeOffset now
    )
    {
        if (current is null)
            return;
        var known = status.Conditions.FirstOrDefault(condition => condition.Type == "Progressing");
        var name = current.Metadata.Name;
        var complete = status.UpdatedReplicas == desired && status.Replicas == desired && status.AvailableReplicas == desired;
        var gotOn =
            status.UpdatedReplicas > before.UpdatedReplicas
            || status.Replicas - status.UpdatedReplicas < before.Replicas - before.UpdatedReplicas
            || status.AvailableReplicas > before.AvailableReplicas
            || status.ReadyReplicas > before.ReadyReplicas;
        // Newly created, not yet observed by its controller.
        if (known is null || current.Status is not { ObservedGeneration: > 0 })
        {
            Set(status, "Progressing", true, "NewReplicaSetCreated", $"Created new replica set \"{name}\"", now, touch: true);
        }
        // A complete rollout stays complete, whatever happens to its pods or its scale.
        else if (known.Reason == Available && status.Replicas == status.UpdatedReplicas) { }
        else if (complete)
        {
            Set(status, "Progressing", true, Available, $"ReplicaSet \"{name}\" has successfully progressed.", now, touch: true);
        }
        else if (gotOn)
        {
            Set(status, "Progressing", true, "ReplicaSetUpdated", $"ReplicaSet \"{name}\" is progressing.", now, touch: true);
        }
        else if (known.Reason != Available && now - known.LastUpdateTime.At() > Deadline(deployment))
        {
            Set(
                status,
                "Progressing",
                false,
                TimedOut,
                $"ReplicaSet \"{name}\" has timed out progressing.",
                now,
                touch: known.Status == "True"
            );
        }
    }

    private static TimeSpan Deadline(Deployment deployment) =>
        TimeSpan.FromSeconds(deployment.Spec.HasProgressDeadlineSeconds ? deployment.Spec.ProgressDeadlineSeconds : DefaultDeadline);

    private static void Set(
        DeploymentStatus status,
        string type,
        bool isTrue,
        string reason,
        string message,
        DateTimeOffset now,
        bool touch
    ) => Set(status, type, isTrue ? "True" : "False", reason, message, now, touch);

    private static void Set(
        DeploymentStatus status,
        string type,
        string word,
        string reason,
        string message,
        DateTimeOffset now,
        bool touch
    )
    {
        var condition = status.Conditions.FirstOrDefault(one => one.Type == type);
        if (condition is null)
            status.Conditions.Add(condition = new DeploymentCondition { Type = type });
        var turned = condition.Status != word;
        if (turned)
            condition.LastTransitionTime = now.ToTime();
        if (turned || touch)
            condition.LastUpdateTime = now.ToTime();
        (condition.Status, condition.Reason, condition.Message) = (word, reason, message);
    }
}
