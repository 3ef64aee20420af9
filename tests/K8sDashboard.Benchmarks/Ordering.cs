using System.Collections.Immutable;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Ui;

namespace K8sDashboard.Benchmarks;

/// <summary>A list of all pods by a column: what its first order costs, the next one, and a look at what is there.</summary>
internal sealed class Ordering(TimeProvider time)
{
    private const int Page = 50;
    private const int Rounds = 9;

    private static readonly IReadOnlyList<LiveColumn<Pod>> Columns = [new("NAME", pod => pod.Name), new("NAMESPACE", pod => pod.Namespace)];

    private readonly RowOrder<Pod> order = new(Columns, RowSort.Parse("name"), "");

    /// <param name="report">Gets the rows.</param>
    /// <param name="pods">All pods, by namespace and name, as they are held.</param>
    /// <param name="changed">The same, one of them in another version.</param>
    public void Run(Report report, ImmutableArray<Pod> pods, ImmutableArray<Pod> changed)
    {
        SortedView<Pod>? before = null;
        var first = Median(() => before = Arrange(pods, null));
        report.Gate(
            $"page of {Page} of all, by name: worked out anew",
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
