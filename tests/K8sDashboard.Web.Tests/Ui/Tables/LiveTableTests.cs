using Bunit;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Projections;
using K8sDashboard.Web.Routing;
using K8sDashboard.Web.Tests.Hosting;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Tables;
using K8sDashboard.Web.Ui.Time;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace K8sDashboard.Web.Tests.Ui.Tables;

public sealed class LiveTableTests : BunitContext
{
    public LiveTableTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(new ComputeCache(TimeProvider.System));
    }

    private sealed record Row(string Name, int? Size, int Version = 1);

    private static int drawnCells;

    private static readonly IReadOnlyList<LiveColumn<Row>> Columns =
    [
        new("NAME", row => row.Name),
        new("SIZE", row => $"{row.Size}")
        {
            Sort = row => row.Size,
            Numeric = true,
            Phone = PhonePlace.Below,
        },
    ];

    [Fact]
    public void LiveTable_Rows_HaveAccessibleNamesIndexesAndLinks()
    {
        var table = Table([new("web", 1), new("api", 2)]).Find("[role=table]");
        Assert.Equal("Pods", table.GetAttribute("aria-label"));
        Assert.Equal("3", table.GetAttribute("aria-rowcount"));
        Assert.Equal(["NAME", "SIZE"], table.QuerySelectorAll("[role=columnheader]").Select(header => header.TextContent.Trim()));
        Assert.Equal(["api", "web"], table.QuerySelectorAll(TableReading.Rows).Select(row => row.GetAttribute("aria-label")));
        Assert.Equal(["2", "3"], table.QuerySelectorAll(TableReading.Rows).Select(row => row.GetAttribute("aria-rowindex")));
        Assert.Equal("/pods/web?ns=shop", table.QuerySelector("[aria-label=web] th a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("/pods", "a,b,c,d", "NAME", "ascending")]
    [InlineData("/pods?sort=-name", "d,c,b,a", "NAME", "descending")]
    [InlineData("/pods?sort=size", "c,a,d,b", "SIZE", "ascending")]
    [InlineData("/pods?sort=-size", "d,a,c,b", "SIZE", "descending")]
    [InlineData("/pods?sort=nonsense", "a,b,c,d", null, null)]
    public void LiveTable_SortInAddress_OrdersRowsWithMissingValuesLast(string address, string names, string? header, string? direction)
    {
        var table = Table([new("d", 9), new("b", null), new("a", 5), new("c", 1)], address);
        Assert.Equal(names, string.Join(',', Names(table)));
        var sorted = table.FindAll("[aria-sort]");
        Assert.Equal(header, sorted.SingleOrDefault()?.TextContent.Trim());
        Assert.Equal(direction, sorted.SingleOrDefault()?.GetAttribute("aria-sort"));
    }

    [Theory]
    [InlineData("/pods?ns=shop", "/pods?ns=shop&sort=-size")]
    [InlineData("/pods?sort=size", "/pods?sort=-size")]
    [InlineData("/pods?sort=-size&q=a", "/pods?q=a&sort=size")]
    public void LiveTable_ColumnHeader_LinksToSamePageInItsOrder(string address, string href) =>
        Assert.Equal(href, Table([new("a", 1)], address).FindAll("[role=columnheader] a")[1].GetAttribute("href"));

    [Fact]
    public void LiveTable_FilterTyped_IsWrittenToAddressAndNarrowsRows()
    {
        var table = Table([new("web-1", 1), new("api-1", 2)]);
        table.Find("input[type=search]").Input("WEB");
        Assert.EndsWith("q=WEB", Services.GetRequiredService<NavigationManager>().Uri);

        var filtered = Table([new("web-1", 1), new("api-1", 2)], "/pods?q=WEB");
        Assert.Equal(["web-1"], Names(filtered));
        Assert.Contains("1 of 2 pods", filtered.Markup);
        Assert.Contains("No pods match “x”", Table([new("web-1", 1)], "/pods?q=x").Markup);
    }

    [Fact]
    public void LiveTable_AddressOlderThanTypedFilter_KeepsTypedFilter()
    {
        var table = Table([new("web-1", 1), new("api-1", 2)]);
        table.Find("input[type=search]").Input("we");
        table.Render(parameters => parameters.Add(live => live.Empty, "another"));
        // Not written back: the browser has the typed text already.
        Assert.Equal("0", table.Find("input[type=search]").GetAttribute("data-version"));
        Assert.Equal(["web-1"], Names(table));
    }

    [Fact]
    public void LiveTable_MoreRowsThanVirtualAbove_IsVirtualizedAndCountsAllRows()
    {
        var table = Table([.. Enumerable.Range(0, LiveTable<Row>.VirtualAbove + 1).Select(index => new Row($"pod-{index:000}", index))]);
        Assert.Equal("202", table.Find("[role=table]").GetAttribute("aria-rowcount"));
        Assert.Single(table.FindComponents<Microsoft.AspNetCore.Components.Web.Virtualization.Virtualize<int>>());

        var shorter = Table([.. Enumerable.Range(0, LiveTable<Row>.VirtualAbove).Select(index => new Row($"pod-{index:000}", index))]);
        Assert.Equal(LiveTable<Row>.VirtualAbove, Names(shorter).Count());
    }

    [Fact]
    public void LiveTable_OneRowChanges_RendersOnlyThatRow()
    {
        drawnCells = 0;
        IReadOnlyList<LiveColumn<Row>> counting =
        [
            new("NAME", row => row.Name),
            new("SIZE", _ => "")
            {
                Cell = _ =>
                    builder =>
                    {
                        drawnCells++;
                        builder.AddContent(0, "x");
                    },
            },
        ];
        var table = Table([new("a", 1), new("b", 2), new("c", 3)], columns: counting);
        Assert.Equal(3, drawnCells);

        table.Render(parameters =>
            parameters.Add(live => live.Source, TableSource<Row>.Of([new("a", 1), new("b", 2, Version: 2), new("c", 3)], "second"))
        );

        Assert.Equal(4, drawnCells);
    }

    [Fact]
    public void LiveTable_RowInsertedBefore_KeepsRowComponent()
    {
        var table = Table([new("b", 2)]);
        var row = table.FindComponent<LiveRow<Row>>().Instance;
        table.Render(parameters => parameters.Add(live => live.Source, TableSource<Row>.Of([new("a", 1), new("b", 2)], "second")));
        Assert.Same(row, table.FindComponents<LiveRow<Row>>()[1].Instance);
    }

    [Fact]
    public void LiveTable_VersionUnchanged_DoesNotEnumerateRows()
    {
        var table = Table([new("a", 1)]);
        table.Render(parameters => parameters.Add(live => live.Source, TableSource<Row>.Of(Unwanted(), "first")));
        Assert.Equal(["a"], Names(table));

        static IEnumerable<Row> Unwanted()
        {
            Assert.Fail("Enumerated although nothing changed.");
            yield break;
        }
    }

    [Fact]
    public void LiveTable_NotListedOrForbidden_DoesNotClaimEmpty()
    {
        Assert.Contains("No pods in namespace shop.", Table([]).Markup);
        Assert.DoesNotContain("No pods", Table([], sync: new SyncState.Syncing(0, null)).Markup);
        Assert.NotEmpty(Table([], sync: new SyncState.Syncing(0, null)).FindAll("[aria-busy=true]"));
        Assert.DoesNotContain("No pods", Table([], sync: new SyncState.Interrupted(Bare.Epoch, "gone") { NeverListed = true }).Markup);
        var forbidden = Table([], sync: new SyncState.Forbidden("forbidden"));
        Assert.DoesNotContain("No pods in", forbidden.Markup);
        Assert.Contains("forbidden", forbidden.Markup);
    }

    private static IEnumerable<string?> Names(IRenderedComponent<LiveTable<Row>> table) =>
        table.FindAll(TableReading.Rows).Select(row => row.GetAttribute("aria-label"));

    private IRenderedComponent<LiveTable<Row>> Table(
        Row[] rows,
        string address = "/pods?ns=shop",
        SyncState? sync = null,
        IReadOnlyList<LiveColumn<Row>>? columns = null
    ) =>
        Render<LiveTable<Row>>(parameters =>
            parameters
                .Add(
                    table => table.Definition,
                    new TableDefinition<Row>("Pods", "pod", columns ?? Columns, row => row.Name)
                    {
                        Href = (row, at) => at.To($"/pods/{row.Name}"),
                    }
                )
                .Add(table => table.Source, TableSource<Row>.Of(rows, "first", sync))
                .Add(table => table.Empty, "No pods in namespace shop.")
                .AddCascadingValue(Address.Of(address))
                .AddCascadingValue(new Clock(Bare.Epoch))
        );
}
