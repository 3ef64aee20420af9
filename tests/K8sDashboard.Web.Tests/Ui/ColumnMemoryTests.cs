using K8sDashboard.Web.Ui;

namespace K8sDashboard.Web.Tests.Ui;

public sealed class ColumnMemoryTests
{
    [Fact]
    public void What_was_put_is_read_from_the_cookie_on_the_next_visit()
    {
        var cookie = ColumnMemory.Read(null).Put("pods", "name,port(s)&x");
        cookie = ColumnMemory.Read(cookie).Put("nodes", "name");
        var next = ColumnMemory.Read(cookie);
        Assert.Equal(("name,port(s)&x", "name", null), (next.Of("pods"), next.Of("nodes"), next.Of("services")));

        Assert.Null(ColumnMemory.Read(next.Put("pods", null)).Of("pods"));
    }

    [Fact]
    public void A_cookie_too_long_to_be_ours_is_no_choice_and_none_is_written()
    {
        Assert.Null(ColumnMemory.Read("pods=" + new string('x', 4_000)).Of("pods"));
        Assert.Equal("", ColumnMemory.Read(null).Put("pods", new string('x', 4_000)));
    }

    [Fact]
    public void A_cookie_of_many_lists_fills_no_memory() =>
        Assert.Null(ColumnMemory.Read(string.Join('&', Enumerable.Range(0, 40).Select(list => $"l{list}=n"))).Of("l39"));
}
