using Bunit;
using K8sDashboard.Web.Layout;

namespace K8sDashboard.Web.Tests.Layout;

public sealed class PageArrivalTests : BunitContext
{
    [Fact]
    public void PageArrival_EachPath_IsAnnouncedOnce()
    {
        var arrive = JSInterop.SetupVoid("dashboardNavigation.arrive").SetVoidResult();
        var page = Render<PageArrival>(parameters => parameters.Add(arrival => arrival.Path, "/pods/shop/web-1"));
        Assert.Single(arrive.Invocations);

        // A filter or a publication renders the same page again.
        page.Render(parameters => parameters.Add(arrival => arrival.Path, "/pods/shop/web-1"));
        Assert.Single(arrive.Invocations);
        page.Render(parameters => parameters.Add(arrival => arrival.Path, "/pods/shop/web-2"));

        Assert.Equal(2, arrive.Invocations.Count);
    }
}
