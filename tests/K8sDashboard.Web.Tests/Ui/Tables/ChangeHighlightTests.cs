using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Tables;

namespace K8sDashboard.Web.Tests.Ui.Tables;

public sealed class ChangeHighlightTests
{
    private sealed record Row(string Status, int Restarts = 0);

    private static readonly IReadOnlyList<LiveColumn<Row>> Columns =
    [
        new("NAME", _ => "web"),
        new("STATUS", row => row.Status),
        new("RESTARTS", _ => "") { Sort = row => row.Restarts },
    ];

    [Fact]
    public void ChangeHighlight_TextOrSortValueChanges_MarksOnlyThatCell()
    {
        Assert.Equal((" is-changed", null), Classes(default(ChangeHighlight).After(Columns, new("Pending"), new("Running"), moved: false)));
        Assert.Equal(
            (null, " is-changed"),
            Classes(default(ChangeHighlight).After(Columns, new("Running"), new("Running", 1), moved: false))
        );
    }

    [Fact]
    public void ChangeHighlight_SecondChange_RestartsOnlyThatCell()
    {
        var first = default(ChangeHighlight).After(Columns, new("a"), new("b"), moved: false);
        Assert.Equal((" is-changed-again", null), Classes(first.After(Columns, new("b"), new("c"), moved: false)));
        Assert.Equal((" is-changed", " is-changed"), Classes(first.After(Columns, new("b"), new("b", 1), moved: false)));
    }

    [Fact]
    public void ChangeHighlight_RowMoves_DoesNotReplayEarlierChange()
    {
        var first = default(ChangeHighlight).After(Columns, new("a"), new("b"), moved: false);
        Assert.Equal((null, null), Classes(first.After(Columns, new("b"), new("b"), moved: true)));
        Assert.Equal((null, " is-changed"), Classes(first.After(Columns, new("b"), new("b", 1), moved: true)));
    }

    [Fact]
    public void ChangeHighlight_MeasurementColumnChanges_MarksNothing() =>
        Assert.Equal(
            default,
            default(ChangeHighlight).After(
                [Columns[0], Columns[1] with { Searched = false }],
                new Row("250m"),
                new Row("251m"),
                moved: false
            )
        );

    private static (string?, string?) Classes(ChangeHighlight fades) => (fades.ClassOf(1), fades.ClassOf(2));
}
