using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Encoding;

namespace K8sDashboard.Demo.Serving;

/// <summary>The columns of Jobs and CronJobs.</summary>
internal static class BatchTables
{
    public static TableColumns Jobs { get; } =
        TableColumns.For<Job>(
            [
                new("Name"),
                new("Status"),
                new("Completions"),
                new("Duration"),
                new("Age"),
                new("Containers", IsWide: true),
                new("Images", IsWide: true),
                new("Selector", IsWide: true),
            ],
            (job, now) =>
                [
                    job.Metadata.Name,
                    Word(job),
                    Completions(job),
                    Duration(job, now),
                    CellText.Age(job.Metadata, now),
                    CellText.Containers(job.Spec?.Template?.Spec),
                    CellText.Images(job.Spec?.Template?.Spec),
                    CellText.Selector(job.Spec?.Selector),
                ]
        );

    public static TableColumns CronJobs { get; } =
        TableColumns.For<CronJob>(
            [
                new("Name"),
                new("Schedule"),
                new("Timezone"),
                new("Suspend"),
                new("Active", "integer"),
                new("Last Schedule"),
                new("Age"),
                new("Containers", IsWide: true),
                new("Images", IsWide: true),
                new("Selector", IsWide: true),
            ],
            (job, now) =>
            {
                var pods = job.Spec?.JobTemplate?.Spec;
                return
                [
                    job.Metadata.Name,
                    job.Spec?.Schedule ?? "",
                    CellText.OrNone(job.Spec?.TimeZone ?? ""),
                    job.Spec is { Suspend: true } ? "True" : "False",
                    job.Status?.Active.Count ?? 0,
                    job.Status?.LastScheduleTime is { } last ? CellText.Age(last, now) : CellText.None,
                    CellText.Age(job.Metadata, now),
                    CellText.Containers(pods?.Template?.Spec),
                    CellText.Images(pods?.Template?.Spec),
                    CellText.Selector(pods?.Selector),
                ];
            }
        );

    private static string Word(Job job)
    {
        bool Is(string type) => job.Status?.Conditions.Any(condition => condition.Type == type && condition.Status == "True") ?? false;
        if (Is("Complete"))
            return "Complete";
        if (Is("Failed"))
            return "Failed";
        if (job.Metadata.DeletionTimestamp is not null)
            return "Terminating";
        return Is("Suspended") ? "Suspended"
            : Is("FailureTarget") ? "FailureTarget"
            : Is("SuccessCriteriaMet") ? "SuccessCriteriaMet"
            : "Running";
    }

    private static string Completions(Job job)
    {
        var done = job.Status?.Succeeded ?? 0;
        if (job.Spec is { HasCompletions: true })
            return $"{done}/{job.Spec.Completions}";
        return job.Spec?.Parallelism > 1 ? $"{done}/1 of {job.Spec.Parallelism}" : $"{done}/1";
    }

    private static string Duration(Job job, DateTimeOffset now)
    {
        if (job.Status?.StartTime is not { } started)
            return "";
        var until = job.Status.CompletionTime is { } ended ? Timestamps.Moment(ended.Seconds, 0) : now;
        return CellText.Span(until - Timestamps.Moment(started.Seconds, 0));
    }
}
