using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Web.Resources.Events;
using K8sDashboard.Web.Routing;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Time;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Ui.Time;

public sealed class EventWindowTests
{
    [Theory]
    [InlineData("/events", -59, -59, true)]
    [InlineData("/events", -300, -70, false)]
    [InlineData("/events?range=6h", -300, -70, true)]
    // A clock ahead of ours: treated as now.
    [InlineData("/events?range=5m", 2, 2, true)]
    public void EventWindow_LastRange_HasWhatHappenedWithinIt(string address, int firstMinutes, int lastMinutes, bool has) =>
        Assert.Equal(has, EventWindow.Of(Address.Of(address), Now).Has(Event(firstMinutes, lastMinutes)));

    [Theory]
    [InlineData(-120, -100, true)]
    // Lasted longer than the whole window.
    [InlineData(-300, -1, true)]
    [InlineData(-300, -200, false)]
    [InlineData(-50, -1, false)]
    public void EventWindow_FixedSpan_HasWhatOverlapsIt(int firstMinutes, int lastMinutes, bool has)
    {
        var address = Address.Of(Address.Of("/events").WithSpan(Text(-130), Text(-90)));

        Assert.Equal(has, EventWindow.Of(address, Now).Has(Event(firstMinutes, lastMinutes)));
    }

    [Fact]
    public void EventsPage_EventsOutsideOfTheRange_AreCountedAndNotShown()
    {
        using var context = new PageContext();
        var cluster = EmptyCluster.WithEvents(Live(Event(-10, -10, "Killing"), Event(-90, -80, "Evicted")));

        var page = context.Open<EventsPage>(cluster, "/events");
        Assert.Equal(["Killing"], page.Table("Events").QuerySelectorAll("tbody tr").Select(row => row.Children[2].TextContent.Trim()));
        Assert.Contains("1 event outside of the time range", page.Words(), StringComparison.Ordinal);
        Assert.Equal(2, context.Open<EventsPage>(cluster, "/events?range=6h").Table("Events").QuerySelectorAll("tbody tr").Length);
        Assert.Contains(
            "No events in this time range; 2 events outside of the time range.",
            context.Open<EventsPage>(cluster, "/events?range=5m").Words(),
            StringComparison.Ordinal
        );
    }

    private static string Text(int minutes) => Now.AddMinutes(minutes).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);

    private static ClusterEvent Event(int firstMinutes, int lastMinutes, string reason = "Killing") =>
        new()
        {
            Ref = new("shop", $"web-1.{reason}{lastMinutes}"),
            Uid = $"{reason}{lastMinutes}",
            ResourceVersion = "1",
            Created = Now,
            Reason = reason,
            Message = reason,
            Subject = new(PodResource.Type, new("shop", "web-1"), "u"),
            FirstSeen = Now.AddMinutes(firstMinutes),
            LastSeen = Now.AddMinutes(lastMinutes),
        };
}
