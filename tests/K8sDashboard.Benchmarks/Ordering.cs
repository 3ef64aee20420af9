using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Tables;

namespace K8sDashboard.Benchmarks;

/// <summary>Sorting all pods by a column: the first sort, the next one after a change, and reading the result.</summary>
internal sealed class Ordering(TimeProvider time)
{
    private const int Page = 50;
    private const int Rounds = 9;

    private static readonly IReadOnlyList<LiveColumn<Pod>> Columns = [new("NAME", pod => pod.Name), new("NAMESPACE", pod => pod.Namespace)];

    private readonly RowOrder<Pod> order = new(Columns, RowSort.Parse("name"), "");

    /// <param name="report">The report to add rows to.</param>
    /// <param name="pods">All pods, in the store's order by namespace and name.</param>
    /// <param name="changed">Likewise, with one changed pod.</param>
    public void Run(Report report, ImmutableArray<Pod> pods, ImmutableArray<Pod> changed)
    {
        SortedView<Pod>? before = null;
        var first = Median(() => before = Arrange(pods, null));
        report.Gate(
            $"page of {Page} of all, by name: computed from scratch",
            first + Median(() => Look(before!)),
            1,
            " ms",
            "once for all who look alike"
        );
        report.Value("… after a change", $"{Median(() => Arrange(changed, before)):0.00} ms");
        report.Gate("… as it stands", Median(() => Look(before!)), 0.05, " ms");
    }

    private static int Look(SortedView<Pod> rows) => Enumerable.Range(0, Page).Sum(place => rows.Placed[place].Index);

    private SortedView<Pod> Arrange(ImmutableArray<Pod> pods, SortedView<Pod>? before) =>
        SortedView<Pod>.After(pods, order, pod => pod.Identity, before);

    /// <summary>In milliseconds.</summary>
    private double Median<T>(Func<T> work)
    {
        var costs = new List<TimeSpan>();
        for (var round = 0; round < Rounds; round++)
        {
            var began = time.GetTimestamp();
            work();
            costs.Add(time.GetElapsedTime(began));
        }

        return costs.Median().TotalMilliseconds;
    }
}
