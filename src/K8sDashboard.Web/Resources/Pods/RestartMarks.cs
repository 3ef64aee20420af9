using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Web.Ui.Charts;

namespace K8sDashboard.Web.Resources.Pods;

/// <summary>
/// Annotations of a pod's charts: its creation (earlier samples are of another pod of this name) and the ends of its containers, of each
/// the last one (lastState), since the kubelet reports no others.
/// </summary>
public static class RestartMarks
{
    public static ImmutableArray<ChartMark> Of(Pod pod) =>
        [
            .. pod
                .InitContainers.Concat(pod.Containers)
                .SelectMany(container => Ends(container.Status).Select(end => (container.Name, End: end)))
                .Where(pair => pair.End.Finished is not null)
                .Select(pair => new ChartMark(pair.End.Finished!.Value, $"{pair.Name}: {ContainerText.State(pair.End)}"))
                .Prepend(new ChartMark(pod.Created, "pod created; what is older is of another pod of this name"))
                .OrderBy(mark => mark.At),
        ];

    private static IEnumerable<ContainerState.Terminated> Ends(ContainerStatus? status)
    {
        if (status?.Last is { } last)
            yield return last;
        if (status?.State is ContainerState.Terminated now)
            yield return now;
    }
}
