using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The Job controller: creates pods until enough have succeeded, or too many have failed.</summary>
public sealed class Jobs(ClusterState state, EventLog events)
{
    private const string Me = "job-controller";
    private const int DefaultBackoffLimit = 6;
    private const int LongestDelaySeconds = 600;

    private readonly ControllerRefs refs = new(state);

    public void Turn(DateTimeOffset now)
    {
        foreach (var job in state.List<Job>())
        {
            if (job.Metadata.DeletionTimestamp is not null)
                continue;
            if (!IsFinished(job))
                Work(job, now);
            else if (job.Spec.HasTtlSecondsAfterFinished && now > EndOf(job).AddSeconds(job.Spec.TtlSecondsAfterFinished))
                state.Remove<Job>(job.Metadata, now);
        }
    }

    /// <summary>Whether it has completed or failed.</summary>
    public static bool IsFinished(Job job) =>
        job.Status is not null && job.Status.Conditions.Any(condition => condition is { Type: "Complete" or "Failed", Status: "True" });

    private void Work(Job job, DateTimeOffset now)
    {
        refs.ClaimPods(job, job.Spec.Selector);
        var pods = state.PodsOf(job.Metadata.Uid).ToList();
        var (succeeded, failed) = (pods.Count(pod => pod.Status?.Phase == "Succeeded"), pods.Count(pod => pod.Status?.Phase == "Failed"));
        var active = pods.Where(Availability.IsActive).ToList();
        var wanted = job.Spec.HasCompletions ? job.Spec.Completions : 1;
        var limit = job.Spec.HasBackoffLimit ? job.Spec.BackoffLimit : DefaultBackoffLimit;
        var restarts = active.Sum(pod => pod.Status?.ContainerStatuses.Sum(status => status.RestartCount) ?? 0);
        if (succeeded >= wanted)
        {
            Finish(job, "Complete", "CompletionsReached", "Reached expected number of succeeded pods", active, succeeded, failed, now);
            events.Normal(job, "Completed", "Job completed", Me, now);
            return;
        }

        if (failed + restarts > limit)
        {
            Finish(job, "Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit", active, succeeded, failed, now);
            events.Warning(job, "BackoffLimitExceeded", "Job has reached the specified backoff limit", Me, now);
            return;
        }

        if (
            !job.Spec.Suspend
            && job.Spec.HasActiveDeadlineSeconds
            && job.Status?.StartTime is { } began
            && now > began.At().AddSeconds(job.Spec.ActiveDeadlineSeconds)
        )
        {
            const string Why = "Job was active longer than specified deadline";
            Finish(job, "Failed", "DeadlineExceeded", Why, active, succeeded, failed, now);
            events.Warning(job, "DeadlineExceeded", Why, Me, now);
            return;
        }

        if (!job.Spec.Suspend)
            Start(job, pods, active, wanted - succeeded, failed, now);
        else
            foreach (var pod in active)
                state.End(pod, now);
        Report(job, succeeded, failed, now);
    }

    private void Start(Job job, List<Pod> pods, List<Pod> active, int open, int failed, DateTimeOffset now)
    {
        var parallel = job.Spec.HasParallelism ? job.Spec.Parallelism : 1;
        // Retries with exponential back-off: 10 s, 20 s, and so on.
        var lastEnd = pods.Where(pod => pod.Status?.Phase == "Failed").Select(EndOf).DefaultIfEmpty().Max();
        if (failed > 0 && now < lastEnd.AddSeconds(Math.Min(LongestDelaySeconds, 10 * Math.Pow(2, failed - 1))))
            return;
        for (var missing = Math.Min(parallel, open) - active.Count; missing > 0; missing--)
        {
            if (state.Create(PodTemplate.Make(job.Spec.Template, job, null, now)) is { } made)
                events.Normal(job, "SuccessfulCreate", $"Created pod: {made.Metadata.Name}", Me, now);
        }
    }

    private void Report(Job job, int succeeded, int failed, DateTimeOffset now)
    {
        var active = state.PodsOf(job.Metadata.Uid).Where(Availability.IsActive).ToList();
        state.ChangeStatus(
            job,
            changed =>
                changed.Status = new JobStatus
                {
                    // startTime is reset on resume: suspension does not count towards the deadline.
                    StartTime = job.Spec.Suspend ? null : job.Status?.StartTime ?? now.ToTime(),
                    Active = active.Count,
                    Ready = active.Count(Availability.IsReady),
                    Succeeded = succeeded,
                    Failed = failed,
                }
        );
    }

    private void Finish(
        Job job,
        string condition,
        string reason,
        string message,
        List<Pod> active,
        int succeeded,
        int failed,
        DateTimeOffset now
    )
    {
        foreach (var pod in active)
            state.End(pod, now);
        state.ChangeStatus(
            job,
            changed =>
            {
                changed.Status = new JobStatus
                {
                    StartTime = job.Status?.StartTime ?? now.ToTime(),
                    Succeeded = succeeded,
                    Failed = failed,
                    Ready = 0,
                };
                if (condition == "Complete")
                    changed.Status.CompletionTime = now.ToTime();
                changed.Status.Conditions.Add(
                    new JobCondition
                    {
                        Type = condition,
                        Status = "True",
                        Reason = reason,
                        Message = message,
                        LastProbeTime = now.ToTime(),
                        LastTransitionTime = now.ToTime(),
                    }
                );
            }
        );
    }

    private static DateTimeOffset EndOf(Job job) =>
        job.Status.Conditions.First(condition => condition.Type is "Complete" or "Failed").LastTransitionTime.At();

    private static DateTimeOffset EndOf(Pod pod) =>
        pod
            .Status.ContainerStatuses.Select(status => status.State?.Terminated?.FinishedAt.At() ?? DateTimeOffset.UnixEpoch)
            .DefaultIfEmpty()
            .Max();
}
