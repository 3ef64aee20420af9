using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Tables;

namespace K8sDashboard.Web.Tests.Ui.Tables;

/// <summary>Incremental sorting of a long list with few changes equals a full sort.</summary>
public sealed class RowOrderTests
{
    private sealed record Row(ObjectRef Ref, int Version, int? Size);

    private static readonly IReadOnlyList<LiveColumn<Row>> Columns =
    [
        new("NAME", row => row.Ref.Name),
        LiveColumns.Namespace<Row>(row => row.Ref),
        new("SIZE", row => $"{row.Size}") { Sort = row => row.Size },
    ];

    [Theory]
    [InlineData("name", "")]
    [InlineData("-name", "")]
    [InlineData("namespace", "")]
    [InlineData("size", "")]
    [InlineData("-size", "")]
    [InlineData("size", "pod-1 b")]
    [InlineData("-name", "3")]
    [InlineData("unknown", "")]
    public void TableQuery_RandomChanges_KeepsTheOrderOfAFullSort(string sort, string filter)
    {
        var random = new Random(7);
        var order = new RowOrder<Row>(Columns, RowSort.Parse(sort), filter);
        var rows = new SortedDictionary<ObjectRef, Row>(Comparer<ObjectRef>.Create(ObjectRef.Compare));
        for (var one = 0; one < 400; one++)
            Change(rows, random);
        var before = SortedView<Row>.After(rows.Values, order, row => row.Ref, null);
        for (var version = 0; version < 60; version++)
        {
            for (var change = 0; change < random.Next(1, 20); change++)
                Change(rows, random);
            var next = SortedView<Row>.After(rows.Values, order, row => row.Ref, before);
            Assert.Equal(order.Arrange(rows.Values), next.Ordered);
            Assert.Equal(next.Ordered, next.Placed.Select(row => row.Row));
            before = next;
        }
    }

    [Fact]
    public void TableQuery_OneOfTwentyThousandRowsChanges_ReadsAtMost200SortKeys()
    {
        var looked = 0;
        IReadOnlyList<LiveColumn<Row>> columns = [new("NAME", row => row.Ref.Name) { Sort = row => (row.Ref.Name, looked++).Name }];
        var order = new RowOrder<Row>(columns, new("name", true), "");
        Row[] rows = [.. Enumerable.Range(0, 20_000).Select(one => new Row(new("a", $"pod-{one:00000}"), 0, one))];
        var before = SortedView<Row>.After(rows, order, row => row.Ref, null);
        looked = 0;
        rows = [.. rows];
        rows[700] = rows[700] with { Version = 1 };
        var after = SortedView<Row>.After(rows, order, row => row.Ref, before);
        Assert.InRange(looked, 1, 200);
        Assert.Equal(1, after.Ordered[^701].Version);
    }

    [Fact]
    public void RowChanges_TwoVersions_ListsRemovedAndAddedRows()
    {
        var changes = RowChanges<string>.Between(["a", "b", "c", "d", "f"], ["a", "B", "d", "e", "f", "g"], 9)!;
        Assert.Equal(["b", "c"], changes.Gone);
        Assert.Equal(["B", "e", "g"], changes.Come);
        Assert.Null(RowChanges<string>.Between(["a", "b"], ["c", "d"], 3));
    }

    private static void Change(SortedDictionary<ObjectRef, Row> rows, Random random)
    {
        var name = new ObjectRef(random.Next(2) == 0 ? "a" : "b", $"pod-{random.Next(400)}");
        if (random.Next(4) == 0)
            rows.Remove(name);
        else
            rows[name] = new(name, random.Next(), random.Next(5) == 0 ? null : random.Next(30));
    }
}
