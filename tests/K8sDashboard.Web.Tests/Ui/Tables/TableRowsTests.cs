using K8sDashboard.Web.Routing;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Tables;

namespace K8sDashboard.Web.Tests.Ui.Tables;

public sealed class TableRowsTests
{
    private sealed record Row(string Name, int Size);

    private static readonly IReadOnlyList<LiveColumn<Row>> Columns =
    [
        new("NAME", row => row.Name),
        new("SIZE", row => $"{row.Size}") { Sort = row => row.Size },
    ];

    private readonly TableRows<Row> rows = new(row => row.Name);

    [Fact]
    public void TableRows_ValueChangesWhileFrozen_StaysInPlaceAndIsSortedOnRelease()
    {
        Publish(new("a", 1), new("b", 2), new("c", 3));
        rows.Hold(true);
        Publish(new("a", 9), new("b", 2), new("c", 3));
        Assert.Equal("a9 b2 c3", Shown);
        Assert.True(rows.IsOrderHeld);

        rows.Hold(false);
        Assert.Equal("b2 c3 a9", Shown);
        Assert.False(rows.IsOrderHeld);
    }

    [Fact]
    public void TableRows_RowDeletedAndAddedWhileFrozen_StaysMarkedDeletedAndNewRowIsLast()
    {
        Publish(new("b", 2), new("c", 3));
        rows.Hold(true);
        Publish(new("a", 1), new("c", 3));
        Assert.Equal("b2(gone) c3 a1", Shown);
        Assert.Equal((2, 2), (rows.Total, rows.Matching));
        Assert.Equal([2, 3, 4], rows.Placed.Select(row => row.Index));

        rows.Hold(false);
        Assert.Equal("a1 c3", Shown);
    }

    [Fact]
    public void TableRows_DeletedRowReturnsWhileFrozen_IsNoLongerMarkedDeleted()
    {
        Publish(new("a", 1), new("b", 2));
        rows.Hold(true);
        Publish(new Row("b", 2));
        Publish(new("a", 1), new("b", 2));
        Assert.Equal("a1 b2", Shown);
        Assert.False(rows.IsOrderHeld);
    }

    [Fact]
    public void TableRows_RowStopsMatchingFilterWhileFrozen_StaysWithItsNewValue()
    {
        PublishAs([new("a", 1), new("b", 1)], filter: "1");
        rows.Hold(true);
        PublishAs([new("a", 7), new("b", 1)], filter: "1");
        Assert.Equal("a7 b1", Shown);
        Assert.Equal(1, rows.Matching);
    }

    [Fact]
    public void TableRows_RowStartsMatchingFilterWhileFrozen_ComesLast()
    {
        PublishAs([new("a", 1), new("b", 2), new("c", 1)], filter: "1");
        rows.Hold(true);
        PublishAs([new("a", 1), new("b", 10), new("c", 1)], filter: "1");
        Assert.Equal("a1 c1 b10", Shown);
        Assert.False(rows.IsOrderHeld);
        PublishAs([new("a", 31), new("b", 10), new("c", 1)], filter: "1");
        Assert.Equal("a31 c1 b10", Shown);
        Assert.True(rows.IsOrderHeld);
    }

    [Fact]
    public void TableRows_DuplicateKeys_AreNotFrozen()
    {
        Publish(new("a", 2), new("a", 1));
        rows.Hold(true);
        Publish(new("a", 2), new("a", 7));
        Assert.Equal("a2 a7", Shown);
        Assert.Equal(2, rows.Placed.Select(row => row.Key).Distinct().Count());
    }

    [Fact]
    public void TableRows_RandomChangesOfThousandsWhileFrozen_MatchTheListInPlace()
    {
        var random = new Random(11);
        var truth = Enumerable.Range(0, 3_000).ToDictionary(one => $"pod-{one:0000}", one => new Row($"pod-{one:0000}", one));
        Publish([.. truth.Values.OrderBy(row => row.Name, StringComparer.Ordinal)]);
        rows.Hold(true);
        for (var version = 0; version < 50; version++)
        {
            for (var change = 0; change < 20; change++)
            {
                var name = $"pod-{random.Next(3_100):0000}";
                if (random.Next(3) == 0)
                    truth.Remove(name);
                else
                    truth[name] = new(name, random.Next(10_000));
            }

            Publish([.. truth.Values.OrderBy(row => row.Name, StringComparer.Ordinal)]);
            Assert.Equal(
                truth.Values.OrderBy(row => row.Name, StringComparer.Ordinal),
                rows.Placed.Where(row => !row.Gone).Select(row => row.Row).OrderBy(row => row.Name, StringComparer.Ordinal)
            );
            Assert.Equal(Enumerable.Range(0, 2_900).Select(one => $"pod-{one:0000}"), rows.Placed.Take(2_900).Select(row => row.Row.Name));
        }

        rows.Hold(false);
        Assert.Equal(
            truth.Values.Order(Comparer<Row>.Create((left, right) => (left.Size, left.Name).CompareTo((right.Size, right.Name)))),
            rows.Placed.Select(row => row.Row)
        );
    }

    [Theory]
    [InlineData("-size", "", "/pods", "c3 a2 b1")]
    [InlineData("size", "a", "/pods", "a2")]
    [InlineData("size", "", "/pods?ns=shop", "b1 a2 c3")]
    public void TableRows_SortFilterOrAddressChangesWhileFrozen_IsAppliedAtOnce(string sort, string filter, string address, string shown)
    {
        Publish(new("a", 1), new("b", 2), new("c", 3));
        rows.Hold(true);
        PublishAs([new("a", 2), new("b", 1), new("c", 3)], sort, filter, address);
        Assert.Equal(shown, Shown);
        Assert.False(rows.IsOrderHeld);
    }

    [Fact]
    public void TableRows_ListEmptiedWhileFrozen_ReleasesTheOrder()
    {
        Publish(new Row("a", 1));
        rows.Hold(true);
        Publish();
        Publish(new("c", 3), new("b", 2));
        Publish(new("c", 1), new("b", 2));
        Assert.Equal("c1 b2", Shown);
    }

    [Fact]
    public void TableRows_ReleasedWithSameOrder_KeepsTheSameRowsInstance()
    {
        Publish(new("a", 1), new("b", 2));
        var placed = rows.Placed;
        rows.Hold(true);
        rows.Hold(false);
        Assert.Same(placed, rows.Placed);
    }

    private string Shown => string.Join(' ', rows.Placed.Select(row => $"{row.Row.Name}{row.Row.Size}{(row.Gone ? "(gone)" : "")}"));

    private void Publish(params Row[] next) => PublishAs(next);

    private void PublishAs(Row[] next, string sort = "size", string filter = "", string address = "/pods") =>
        rows.Show(
            SortedView<Row>.Of(next, new(Columns, RowSort.Parse(sort), filter), row => row.Name),
            RowSort.Parse(sort),
            filter,
            Address.Of(address)
        );
}
