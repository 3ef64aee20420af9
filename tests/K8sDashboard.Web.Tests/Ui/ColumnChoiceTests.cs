using K8sDashboard.Web.Ui;

namespace K8sDashboard.Web.Tests.Ui;

public sealed class ColumnChoiceTests
{
    private static readonly IReadOnlyList<LiveColumn<string>> Columns =
    [
        new("NAME", row => row), new("READY", row => row) { Phone = PhonePlace.Beside }, new("OS-IMAGE", row => row) { Room = ColumnRoom.Widest }, new("CPU REQUESTS", row => row),
    ];

    [Theory]
    [InlineData(null, "NAME,READY,OS-IMAGE,CPU REQUESTS")]
    [InlineData("", "NAME,READY,OS-IMAGE,CPU REQUESTS")]
    [InlineData("nonsense,<b>", "NAME,READY,OS-IMAGE,CPU REQUESTS")]
    [InlineData("name", "NAME")]
    [InlineData("ready", "NAME,READY")]
    [InlineData("cpu-requests,nonsense,name", "NAME,CPU REQUESTS")]
    public void The_address_names_the_columns_and_unknown_names_are_ignored(string? words, string titles) =>
        Assert.Equal(titles, string.Join(',', ColumnChoice.Apply(Columns, words).Select(column => column.Title)));

    [Fact]
    public void Without_a_choice_the_list_is_the_very_same_so_that_no_row_is_drawn_again() => Assert.Same(Columns, ColumnChoice.Apply(Columns, "nonsense"));

    [Fact]
    public void A_chosen_column_is_shown_where_it_would_have_had_no_room()
    {
        var image = ColumnChoice.Apply(Columns, "os-image,ready")[2];
        Assert.Equal((ColumnRoom.Any, PhonePlace.Below), (image.Room, image.Phone));
        Assert.Equal(PhonePlace.Beside, ColumnChoice.Apply(Columns, "os-image,ready")[1].Phone);
    }

    [Theory]
    [InlineData("name,ready", "os-image", null, "name,ready,os-image,namespace")]
    [InlineData("name,ready,cpu-requests", "ready", "name,ready,cpu-requests", "name,cpu-requests")]
    [InlineData("name", "name", "name", "name")]
    // What only the list over several namespaces has is kept as it was chosen there.
    [InlineData("name,ready", "ready", "name,ready,namespace", "name,namespace")]
    public void Turning_a_column_keeps_the_others_as_they_are_seen(string shown, string turned, string? before, string after) =>
        Assert.Equal(after, ColumnChoice.Turn(Columns, shown.Split(',').ToHashSet(), turned, before));
}
