using Bunit;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Tests.Hosting;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Status;
using K8sDashboard.Web.Ui.Time;

namespace K8sDashboard.Web.Tests.Ui.Status;

public sealed class SyncBannerTests : BunitContext
{
    private static readonly DateTimeOffset Now = Bare.Epoch.AddHours(12);

    [Fact]
    public void SyncBanner_Live_IsEmpty() => Assert.Equal("", Banner(new SyncState.Live()).Markup.Trim());

    [Fact]
    public void SyncBanner_FirstList_ShowsProgress()
    {
        var banner = Banner(new SyncState.Syncing(12_400, 50_000));
        Assert.Contains("12,400 of ~50,000 pods", banner.Markup);
        Assert.Equal("0.248", banner.Find("progress").GetAttribute("value"));
    }

    [Fact]
    public void SyncBanner_ListOfUnknownLength_ShowsCountSoFar() =>
        Assert.Contains("500 pods so far", Banner(new SyncState.Syncing(500, null)).Markup);

    [Theory]
    [InlineData(4, null, "")]
    [InlineData(5, "Reconnecting: pods as of 11:59:55", "is-neutral")]
    [InlineData(60, "Stale: pods as of 11:59:00", "is-degraded")]
    [InlineData(300, "Frozen: pods as of 11:55:00", "is-unhealthy")]
    [Trait("Fault", "F01-freshness")]
    public void SyncBanner_Interrupted_EscalatesFromReconnectingToStaleToFrozen(int seconds, string? words, string look)
    {
        var banner = Banner(new SyncState.Interrupted(Now.AddSeconds(-seconds), "Connection refused"));
        if (words is null)
        {
            Assert.Equal("", banner.Markup.Trim());
            return;
        }

        Assert.Contains(words, banner.Markup);
        Assert.Contains("Connection refused", banner.Markup);
        Assert.Contains(look, banner.Find(".notice").ClassName);
    }

    [Fact]
    public void SyncBanner_Forbidden_ShowsServerMessageAndNamespacesOption()
    {
        var banner = Banner(new SyncState.Forbidden("pods is forbidden: User \"eve\" cannot list resource"));
        Assert.Contains("User \"eve\" cannot list resource", banner.Find(".notice-words").TextContent);
        Assert.Contains("--namespaces", banner.Find(".notice-words").TextContent);
    }

    [Fact]
    public void SyncBanner_KindNotServed_ShowsNotServed() =>
        Assert.Contains("does not serve pods", Banner(new SyncState.NotServed()).Markup);

    [Fact]
    public void SyncBanner_MarkupInServerMessage_IsRenderedAsText() =>
        Assert.Empty(Banner(new SyncState.Forbidden("<img src=x onerror=alert(1)>")).FindAll("img"));

    private IRenderedComponent<SyncBanner> Banner(SyncState sync) =>
        Render<SyncBanner>(parameters =>
            parameters.Add(banner => banner.Sync, sync).Add(banner => banner.Type, PodResource.Type).AddCascadingValue(new Clock(Now))
        );
}
