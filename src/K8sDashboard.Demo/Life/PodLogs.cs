using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Serving;

namespace K8sDashboard.Demo.Life;

/// <summary>Container logs: generated as a function of container, start and time, so that nothing is stored.</summary>
public sealed class PodLogs(SeededRandom chance, TimeProvider time) : IPodLogs
{
    // As the kubelet's log rotation: older lines are gone.
    private static readonly TimeSpan Kept = TimeSpan.FromHours(2);
    private static readonly TimeSpan FastestPace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SlowestPace = TimeSpan.FromSeconds(30);

    public IEnumerable<LogLine>? Read(Pod pod, string container, bool previous, DateTimeOffset after)
    {
        var status = pod.Status?.ContainerStatuses.Concat(pod.Status.InitContainerStatuses).FirstOrDefault(one => one.Name == container);
        if (status is null || RunOf(status, previous) is not { } run)
            return null;
        var does = Images.Find(status.Image) ?? new Behaviour();
        return Lines($"{pod.Metadata.Uid}/{container}/{run.Since.ToUnixTimeSeconds()}", does, run, after);
    }

    private (DateTimeOffset Since, DateTimeOffset Until, bool Failed)? RunOf(ContainerStatus status, bool previous) =>
        (previous, status.State, status.LastState) switch
        {
            (false, { Running: { } running }, _) => (running.StartedAt.At(), time.GetUtcNow(), false),
            (false, { Terminated: { } ended }, _) => (ended.StartedAt.At(), ended.FinishedAt.At(), ended.ExitCode != 0),
            // In CrashLoopBackOff the log is still that of the last run.
            (_, _, { Terminated: { } last }) => (last.StartedAt.At(), last.FinishedAt.At(), last.ExitCode != 0),
            _ => null,
        };

    private IEnumerable<LogLine> Lines(
        string run,
        Behaviour does,
        (DateTimeOffset Since, DateTimeOffset Until, bool Failed) span,
        DateTimeOffset after
    )
    {
        var pace = Pace(does);
        var oldest = new[] { span.Since, span.Until - Kept, after }.Max();
        for (var number = Math.Max(0, (long)((oldest - span.Since) / pace) - 1); ; number++)
        {
            var at = span.Since + (pace * number) + (pace * 0.8 * chance.Of($"{run}/{number}"));
            if (at >= span.Until)
                break;
            if (at > after)
                yield return new LogLine(at, LogVoice.Line(does, chance, run, number, at));
        }

        if (!span.Failed)
            yield break;
        for (var index = 0; index < does.DyingWords.Count; index++)
        {
            var at = span.Until - TimeSpan.FromMilliseconds(10 * (does.DyingWords.Count - index));
            if (at > after)
                yield return new LogLine(at, does.DyingWords[index]);
        }
    }

    private static TimeSpan Pace(Behaviour does)
    {
        var pace = does.Voice == Voice.Batch ? FastestPace : TimeSpan.FromSeconds(1 / Math.Max(0.01, does.Requests / 10));
        return pace < FastestPace ? FastestPace
            : pace > SlowestPace ? SlowestPace
            : pace;
    }
}
