using AngleSharp.Dom;
using Bunit;
using K8sDashboard.Cluster.Resources.Pods;
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

/// <summary>A list of a few rows and three columns, for tests of a list's features.</summary>
public abstract class SmallTable : BunitContext
{
    private protected sealed record Row(string Name, string Ready, string Image = "nginx:1.7.9");

    private protected static readonly IReadOnlyList<LiveColumn<Row>> Columns =
    [
        new("NAME", row => row.Name),
        new("READY", row => row.Ready) { Phone = PhonePlace.Beside },
        new("IMAGES", row => row.Image) { Room = ColumnRoom.Widest },
    ];

    private protected static readonly TableDefinition<Row> List = new("Pods", "pod", Columns, row => row.Name)
    {
        Type = PodResource.Type,
        Href = (row, address) => address.To($"/pods/{row.Name}"),
        Subject = row => new(PodResource.Type, new("shop", row.Name)),
    };

    protected SmallTable()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(new ComputeCache(TimeProvider.System));
    }

    private protected string Uri => Services.GetRequiredService<NavigationManager>().Uri;

    private protected static IElement Button(IRenderedComponent<LiveTable<Row>> table, string name) =>
        table.FindAll("button").Single(button => (button.GetAttribute("aria-label") ?? button.TextContent) == name);

    private protected static string[] Headers(IRenderedComponent<LiveTable<Row>> table) =>
        [.. table.FindAll("[role=columnheader]").Select(header => header.TextContent.Trim())];

    private protected static string?[] Names(IRenderedComponent<LiveTable<Row>> table) =>
        [.. table.FindAll(TableReading.Rows).Select(row => row.GetAttribute("aria-label"))];

    private protected static IElement Box(IRenderedComponent<LiveTable<Row>> table, string title) =>
        table.FindAll("label").Single(label => label.TextContent.Trim() == title).QuerySelector("input")!;

    private protected static string[] Boxes(IRenderedComponent<LiveTable<Row>> table) =>
        [
            .. table
                .FindAll("label")
                .Select(label => label.TextContent.Trim() + (label.QuerySelector("input")!.HasAttribute("checked") ? "+" : "-")),
        ];

    private protected static void Publish(IRenderedComponent<LiveTable<Row>> table, params Row[] rows) =>
        table.Render(parameters => parameters.Add(live => live.Source, TableSource<Row>.Of(rows, rows)));

    private protected IRenderedComponent<LiveTable<Row>> Table(string address, Row[]? rows = null, string? memory = null)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        // Without the cascaded address the table uses the URL, so that a test can navigate.
        return Render<LiveTable<Row>>(parameters =>
            parameters
                .Add(table => table.Definition, List)
                .Add(table => table.Source, TableSource<Row>.Of(rows ?? [new("web", "1/1")], "first"))
                .Add(table => table.Actions, row => $"<button role=menuitem>Do {row.Name}</button>")
                .AddCascadingValue(ColumnMemory.Read(memory))
                .AddCascadingValue(new Clock(Bare.Epoch))
        );
    }
}
