using System.Collections.Immutable;
using Bunit;
using K8sDashboard.Monitoring;
using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Charts;
using K8sDashboard.Web.Ui.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace K8sDashboard.Web.Tests.Charts;

public sealed class PanelFrameTests : BunitContext
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly BunitJSModuleInterop module;
    private readonly BunitJSModuleInterop chart;

    public PanelFrameTests()
    {
        module = JSInterop.SetupModule("./charts.js");
        module.Mode = JSRuntimeMode.Loose;
        chart = module.SetupModule("mount", _ => true);
        chart.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void PanelFrame_Loading_IsBusyFigureWithNameAndNoTable()
    {
        var figure = Frame(new ChartState.Loading()).Find("figure");

        Assert.Equal("CPU", figure.GetAttribute("aria-label"));
        Assert.Equal("true", figure.GetAttribute("aria-busy"));
        Assert.Equal("Loading CPU", figure.QuerySelector("[role=status]")!.GetAttribute("aria-label"));
        Assert.Null(figure.QuerySelector("table"));
    }

    [Fact]
    public void PanelFrame_NoData_ShowsReason() =>
        Assert.Equal(
            "No data. cAdvisor is not scraped.",
            Frame(new ChartState.NoData("cAdvisor is not scraped.")).Find(".chart-empty p").TextContent
        );

    [Fact]
    public void PanelFrame_Unavailable_ShowsReason() =>
        Assert.Equal(
            "no answer within 8 s",
            Frame(new ChartState.Unavailable("no answer within 8 s")).Find(".chart-empty p").TextContent.Trim()
        );

    [Fact]
    public void PanelFrame_Series_MountsOnceAndTabulatesLastAverageAndMaximum()
    {
        var frame = Frame(new ChartState.Series(Data(("busy", [0.1, double.NaN, 0.3])), null), new ChartLimit("limit", 0.5));

        var rows = frame
            .FindAll("table[aria-label='CPU: last, average and maximum'] tbody tr")
            .Select(row => string.Join(' ', row.Children.Select(cell => cell.TextContent)).Trim());
        Assert.Equal(["busy 30 % 20 % 30 %", "limit 50 %"], rows);
        var mount = Assert.Single(module.Invocations, call => call.Identifier == "mount");
        Assert.Contains("[[0.1,null,0.3]]", System.Text.Json.JsonSerializer.Serialize(mount.Arguments[2]), StringComparison.Ordinal);
    }

    [Fact]
    public void PanelFrame_MarksInsideAndOutsideOfSpan_SendsThoseInsideAndListsNewestFirst()
    {
        var data = Data(("busy", [.. Enumerable.Repeat(0.1, 241)]));
        ImmutableArray<ChartMark> marks =
        [
            new(Noon.AddSeconds(-1), "before"),
            new(Noon, "first"),
            new(Noon.AddMinutes(30), "second"),
            new(data.Grid.End, "last"),
            new(data.Grid.End.AddSeconds(1), "after"),
        ];

        var frame = Frame(new ChartState.Series(data, null), marks: marks);

        Assert.Equal("last, 13:00:00 and 2 earlier", frame.Find("details.chart-marks summary").TextContent);
        Assert.Equal(
            ["last, 13:00:00", "second, 12:30:00", "first, 12:00:00"],
            frame.FindAll("ul[aria-label='Marks of CPU'] li").Select(line => line.TextContent)
        );
        var sent = System.Text.Json.JsonSerializer.Serialize(
            Assert.Single(module.Invocations, call => call.Identifier == "mount").Arguments[2]
        );
        Assert.Contains(
            $$"""
            "marks":[{"at":{{Noon.ToUnixTimeSeconds()}},"words":"first"},{"at":{{Noon.AddMinutes(
                    30
                ).ToUnixTimeSeconds()}},"words":"second"},{"at":{{data.Grid.End.ToUnixTimeSeconds()}},"words":"last"}]
            """,
            sent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void PanelFrame_MarkAdded_SendsOnlyTheMarkWithoutRemounting()
    {
        var state = new ChartState.Series(Data(("busy", [0.1, 0.2])), null);
        var frame = Frame(state);
        Assert.Empty(frame.FindAll(".chart-marks"));

        frame.Render(parameters =>
            parameters.Add(one => one.Marks, [new ChartMark(Noon.AddSeconds(5), "rollout to revision 3, nginx:1.9.1")])
        );

        Assert.Single(module.Invocations, call => call.Identifier == "mount");
        var extended = Assert.Single(chart.Invocations, call => call.Identifier == "extend");
        Assert.Contains("\"values\":[[]]", System.Text.Json.JsonSerializer.Serialize(extended.Arguments[0]), StringComparison.Ordinal);
        Assert.Contains(
            "rollout to revision 3",
            System.Text.Json.JsonSerializer.Serialize(extended.Arguments[0]),
            StringComparison.Ordinal
        );
        Assert.Equal("rollout to revision 3, nginx:1.9.1, 12:00:05", frame.Find("p[aria-label='Mark of CPU']").TextContent);
    }

    [Fact]
    public void PanelFrame_TwoHundredMarks_KeepsTheNewest()
    {
        var data = Data(("busy", [.. Enumerable.Repeat(0.1, 241)]));

        var frame = Frame(
            new ChartState.Series(data, null),
            marks: [.. Enumerable.Range(0, 200).Select(index => new ChartMark(Noon.AddSeconds(index), $"{index}"))]
        );

        Assert.Equal($"199, 12:03:19 and {ChartMark.Most - 1} earlier", frame.Find("summary").TextContent);
    }

    [Fact]
    public void PanelFrame_StaleSeries_KeepsLinesAndShowsAgeAndReason()
    {
        var frame = Frame(new ChartState.Series(Data(("busy", [0.1])), "Prometheus cannot be reached: refused"));

        var note = frame.Find(".chart-note").TextContent;
        Assert.NotNull(frame.Find(".chart-note time.age").GetAttribute("datetime"));
        Assert.Contains("old: Prometheus cannot be reached: refused", note, StringComparison.Ordinal);
        Assert.NotEmpty(frame.FindAll("tbody tr"));
    }

    [Theory]
    [InlineData(-100, "connection refused", "Target down since 11:58:20: connection refused", ": connection refused")]
    [InlineData(null, "connection refused", "Target down for more than a day: connection refused", ": connection refused")]
    [InlineData(-100, "", "Target down since 11:58:20", "")]
    public void PanelFrame_TargetDown_ShowsOutageWithSeriesAndWithNoData(int? since, string reason, string words, string titleEnd)
    {
        ImmutableArray<TargetOutage> outages =
        [
            new("node-exporter", "10.0.0.5:9100", since is { } seconds ? Noon.AddSeconds(seconds) : null, reason),
        ];

        var series = Frame(new ChartState.Series(Data(("busy", [0.1, double.NaN])) with { Outages = outages }, null));
        var empty = Frame(new ChartState.NoData("No sample in the last 1h.") { Outages = outages });

        Assert.All(
            [series, empty],
            frame =>
                Assert.Equal(
                    words,
                    string.Join(' ', frame.Find(".chart-note").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                )
        );
        Assert.All(
            [series, empty],
            frame =>
                Assert.Equal(
                    $"The target 10.0.0.5:9100 of job node-exporter is down{titleEnd}",
                    frame.Find(".chart-note").GetAttribute("title")
                )
        );
        Assert.NotEmpty(series.FindAll("tbody tr"));
        Assert.Equal("No data. No sample in the last 1h.", empty.Find(".chart-empty p").TextContent);
    }

    [Fact]
    public void PanelFrame_NoDataWithWarnings_ShowsWarnings()
    {
        var frame = Frame(new ChartState.NoData("No sample in the last 1h.") { Warnings = ["store 2 is away", "partial data"] });

        Assert.Equal("store 2 is away; partial data", frame.Find(".chart-note").TextContent.Trim());
    }

    [Fact]
    public void PanelFrame_QueryButtonClicked_ShowsQueryAndSource()
    {
        var frame = Frame(new ChartState.Series(Data(("busy", [0.1])), null));
        Assert.Empty(frame.FindAll("pre"));

        frame.Find("button[aria-label='Query of CPU']").Click();

        Assert.Equal("up{job=\"a\"}", frame.Find("pre").TextContent);
        Assert.Contains("http://prometheus", frame.Find("[role=group][aria-label='Source of CPU']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void PanelFrame_LabelWithMarkup_IsRenderedAsText()
    {
        const string Evil = "<img src=x onerror=a()>";

        var frame = Frame(new ChartState.Series(Data((Evil, [0.1])), null));

        Assert.Empty(frame.FindAll("img"));
        Assert.Equal(Evil, frame.Find("tbody th").TextContent);
    }

    [Fact]
    public void PanelFrame_LongLineName_ShortensTheMiddleAndKeepsFullNameInTitle()
    {
        var line = Frame(new ChartState.Series(Data(("nginx-deployment-5d59d67564-db6ps", [0.1])), null)).Find("tbody th");

        Assert.Equal("nginx-de…-5d59d67564-db6ps", line.TextContent);
        Assert.Equal("nginx-deployment-5d59d67564-db6ps", line.GetAttribute("title"));
    }

    [Fact]
    public async Task PanelFrame_DragBeyondShownSpan_ZoomsWithinShownSpan()
    {
        TimeRange? zoomed = null;
        var frame = Frame(new ChartState.Series(Data(("busy", [.. Enumerable.Repeat(0.1, 240)])), null), zoom: range => zoomed = range);
        var chart = frame.FindComponent<TimeSeriesChart>();

        await frame.InvokeAsync(() => chart.Instance.Zoomed(Noon.AddMinutes(10).ToUnixTimeSeconds() + 0.5, 1e18));

        Assert.Equal(new TimeRange.Between(Noon.AddMinutes(10).AddSeconds(0.5), Noon.AddSeconds(239 * 15)), zoomed);
    }

    [Fact]
    public async Task PanelFrame_DragFromNaN_IsIgnored()
    {
        TimeRange? zoomed = null;
        var frame = Frame(new ChartState.Series(Data(("busy", [0.1])), null), zoom: range => zoomed = range);

        await frame.InvokeAsync(() => frame.FindComponent<TimeSeriesChart>().Instance.Zoomed(double.NaN, 5));

        Assert.Null(zoomed);
    }

    [Fact]
    public void PanelFrame_NoCanvas_StillShowsTableAndError()
    {
        Services.AddSingleton<IJSRuntime>(new BrowserWithoutCanvas());

        var frame = Frame(new ChartState.Series(Data(("busy", [0.1])), null));

        Assert.NotEmpty(frame.FindAll("tbody tr"));
        Assert.Contains("no canvas", frame.Find(".chart-area + .chart-note").TextContent, StringComparison.Ordinal);
    }

    internal static ChartData Data(params (string Name, double[] Values)[] lines) =>
        new(
            TimeGrid.Covering(Noon, Noon.AddSeconds(15 * (lines[0].Values.Length - 1)), TimeSpan.FromSeconds(15)),
            [.. lines.Select(line => new ChartLine(line.Name, [.. line.Values]))],
            ["up{job=\"a\"}"],
            "http://prometheus",
            [],
            Noon
        );

    private IRenderedComponent<PanelFrame> Frame(
        ChartState state,
        ChartLimit? limit = null,
        Action<TimeRange.Between>? zoom = null,
        ImmutableArray<ChartMark>? marks = null
    ) =>
        Render<PanelFrame>(parameters =>
        {
            parameters
                .AddCascadingValue(new Clock(Noon.AddMinutes(3)))
                .Add(frame => frame.Title, "CPU")
                .Add(frame => frame.Unit, Unit.Percent)
                .Add(frame => frame.State, state)
                .Add(frame => frame.Marks, marks ?? [])
                .Add(frame => frame.Limits, limit is null ? ImmutableArray<ChartLimit>.Empty : [limit]);
            if (zoom is not null)
                parameters.Add(frame => frame.OnZoom, zoom);
        });

    private sealed class BrowserWithoutCanvas : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => throw new JSException("no canvas");

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            throw new JSException("no canvas");
    }
}
