using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Tables;

namespace K8sDashboard.Web.Tests.Ui.Tables;

public sealed class ColumnMemoryTests
{
    [Fact]
    public void ColumnMemory_ChoiceStored_IsReadFromTheCookie()
    {
        var cookie = ColumnMemory.Read(null).Put("pods", "name,port(s)&x");
        cookie = ColumnMemory.Read(cookie).Put("nodes", "name");
        var next = ColumnMemory.Read(cookie);
        Assert.Equal(("name,port(s)&x", "name", null), (next.Of("pods"), next.Of("nodes"), next.Of("services")));

        Assert.Null(ColumnMemory.Read(next.Put("pods", null)).Of("pods"));
    }

    [Fact]
    public void ColumnMemory_CookieOf4000Characters_IsIgnoredAndNotWritten()
    {
        Assert.Null(ColumnMemory.Read("pods=" + new string('x', 4_000)).Of("pods"));
        Assert.Equal("", ColumnMemory.Read(null).Put("pods", new string('x', 4_000)));
    }

    [Fact]
    public void ColumnMemory_CookieWithFortyLists_DropsTheLast() =>
        Assert.Null(ColumnMemory.Read(string.Join('&', Enumerable.Range(0, 40).Select(list => $"l{list}=n"))).Of("l39"));
}
