using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The CronJob controller: creates a Job at each scheduled time, and keeps the last few.</summary>
public sealed class CronJobs(ClusterState state, EventLog events)
{
    private const string Me = "cronjob-controller";
    private const int DefaultSuccessesKept = 3;
    private const int DefaultFailuresKept = 1;

    public void Turn(DateTimeOffset now)
    {
        foreach (var cron in state.List<CronJob>())
        {
            if (cron.Metadata.DeletionTimestamp is null)
                Tick(cron, now);
        }
    }

    private void Tick(CronJob cron, DateTimeOffset now)
    {
        var jobs = state.List<Job>().Where(job => job.Metadata.OwnerReferences.Any(owner => owner.Uid == cron.Metadata.Uid)).ToList();
        var running = jobs.Where(job => !Jobs.IsFinished(job)).ToList();
        var last = cron.Status?.LastScheduleTime ?? cron.Metadata.CreationTimestamp;
        if (!cron.Spec.Suspend && CronSchedule.Parse(cron.Spec.Schedule)?.Last(last.At(), now) is { } due && Admit(cron, running, due, now))
        {
            if (Start(cron, due, now) is { } started)
                running.Add(started);
            last = due.ToTime();
        }

        Forget(
            jobs,
            "Complete",
            cron.Spec.HasSuccessfulJobsHistoryLimit ? cron.Spec.SuccessfulJobsHistoryLimit : DefaultSuccessesKept,
            now
        );
        Forget(jobs, "Failed", cron.Spec.HasFailedJobsHistoryLimit ? cron.Spec.FailedJobsHistoryLimit : DefaultFailuresKept, now);
        var ended = jobs.Where(job => job.Status?.CompletionTime is not null)
            .Select(job => job.Status.CompletionTime)
            .MaxBy(time => time.Seconds);
        if (state.Get<CronJob>(cron.Metadata.Namespace, cron.Metadata.Name) is not { } latest)
            return;
        state.ChangeStatus(
            latest,
            changed =>
            {
                changed.Status ??= new CronJobStatus();
                if (!last.Equals(cron.Metadata.CreationTimestamp))
                    changed.Status.LastScheduleTime = last;
                if (ended is not null)
                    changed.Status.LastSuccessfulTime = ended;
                changed.Status.Active.Clear();
                changed.Status.Active.Add(
                    running.Select(job => new ObjectReference
                    {
                        Kind = "Job",
                        Namespace = job.Metadata.Namespace,
                        Name = job.Metadata.Name,
                        Uid = job.Metadata.Uid,
                        ApiVersion = "batch/v1",
                    })
                );
            }
        );
    }

    /// <summary>Applies the concurrency policy to a run that is due while another is active.</summary>
    private bool Admit(CronJob cron, List<Job> running, DateTimeOffset due, DateTimeOffset now)
    {
        if (running.Count == 0 || cron.Spec.ConcurrencyPolicy is "Allow" or "")
            return true;
        if (cron.Spec.ConcurrencyPolicy == "Forbid")
        {
            events.Normal(
                cron,
                "JobAlreadyActive",
                $"Not starting job because prior execution is running and concurrency policy is Forbid, due {due:HH:mm}",
                Me,
                now
            );
            return false;
        }

        foreach (var job in running)
            state.Remove<Job>(job.Metadata, now);
        running.Clear();
        return true;
    }

    private Job? Start(CronJob cron, DateTimeOffset due, DateTimeOffset now)
    {
        var template = cron.Spec.JobTemplate;
        var job = new Job
        {
            // The name is derived from the scheduled minute, as in Kubernetes, which makes the creation idempotent.
            Metadata = new ObjectMeta
            {
                Namespace = cron.Metadata.Namespace,
                Name = $"{cron.Metadata.Name}-{due.ToUnixTimeSeconds() / 60}",
                CreationTimestamp = now.ToTime(),
                OwnerReferences = { PodTemplate.OwnedBy(cron) },
            },
            Spec = template.Spec.Clone(),
        };
        if (template.Metadata is { } given)
        {
            job.Metadata.Labels.Add(given.Labels);
            job.Metadata.Annotations.Add(given.Annotations);
        }

        job.Metadata.Annotations["batch.kubernetes.io/cronjob-scheduled-timestamp"] = due.ToString(
            "yyyy-MM-ddTHH:mm:ssZ",
            System.Globalization.CultureInfo.InvariantCulture
        );
        if (state.Create(job) is not { } made)
            return null;
        events.Normal(cron, "SuccessfulCreate", $"Created job {made.Metadata.Name}", Me, now);
        return made;
    }

    private void Forget(IEnumerable<Job> jobs, string condition, int kept, DateTimeOffset now)
    {
        var ended = jobs.Where(job =>
                job.Status is not null && job.Status.Conditions.Any(one => one.Type == condition && one.Status == "True")
            )
            .OrderByDescending(job => job.Metadata.CreationTimestamp.Seconds);
        foreach (var job in ended.Skip(kept))
            state.Remove<Job>(job.Metadata, now);
    }
}
