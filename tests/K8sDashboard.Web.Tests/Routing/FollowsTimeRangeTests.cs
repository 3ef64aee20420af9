using System.Reflection;
using Bunit;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Layout;
using K8sDashboard.Web.Resources.Events;
using K8sDashboard.Web.Resources.Nodes;
using K8sDashboard.Web.Resources.Pods;
using K8sDashboard.Web.Resources.Services;
using K8sDashboard.Web.Resources.Workloads;
using K8sDashboard.Web.Routing;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Time;
using Microsoft.AspNetCore.Components;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Routing;

public sealed class FollowsTimeRangeTests
{
    private const string Past = "?from=2026-11-24T11:00:00Z&to=2026-11-24T12:00:00Z";

    // A page with charts or a list of events that lacks the attribute would depend on the range without a picker.
    [Fact]
    public void FollowsTimeRange_EveryPage_HasItExactlyWhereChartsOrEventsFollow() =>
        Assert.Equal(
            new[] { typeof(EventsPage), typeof(NodePage), typeof(PodPage), typeof(DeploymentPage), typeof(ServicePage) }
                .Select(page => page.Name)
                .Order(),
            typeof(EventsPage)
                .Assembly.GetTypes()
                .Where(page => page.GetCustomAttributes<RouteAttribute>().Any() && FollowsTimeRangeAttribute.IsOn(page))
                .Select(page => page.Name)
                .Order()
        );

    [Theory]
    [InlineData("/events", typeof(EventsPage), FreshnessLevel.Live, "live")]
    [InlineData("/events?range=6h", typeof(EventsPage), FreshnessLevel.Live, "live")]
    [InlineData("/events" + Past, typeof(EventsPage), FreshnessLevel.Live, "past")]
    [InlineData("/pods/shop/web-1" + Past, typeof(PodPage), FreshnessLevel.Live, "past")]
    [InlineData("/pods" + Past, typeof(PodsPage), FreshnessLevel.Live, "live")]
    [InlineData("/events" + Past, typeof(EventsPage), FreshnessLevel.Reconnecting, "reconnecting")]
    public void FreshnessChip_FixedPastSpan_SaysPastWhereThePageFollowsIt(string address, Type page, FreshnessLevel level, string words)
    {
        using var context = new BunitContext();
        var chip = context.Render<FreshnessChip>(parameters =>
            parameters
                .AddCascadingValue(new Freshness(level, Now, ""))
                .AddCascadingValue(new Clock(Now))
                .AddCascadingValue(Address.Of(address))
                .AddCascadingValue(FollowsTimeRangeAttribute.PageType, page)
        );

        Assert.Equal(words, chip.Find("[role=status][aria-label=Freshness]").TextContent);
    }
}
