using Bunit;
using K8sDashboard.Web.Ui;

namespace K8sDashboard.Web.Tests.Ui;

public sealed class PageHeadTests : BunitContext
{
    [Fact]
    public void PageHead_ObjectOrList_OffersCopyNameOnlyForObject()
    {
        var page = Render<PageHead>(parameters =>
            parameters.Add(head => head.Title, "web-1").Add(head => head.Crumbs, [new("Pods", "/pods")])
        );
        Assert.Equal("web-1", page.Find("button[aria-label='Copy name']").GetAttribute("data-copy"));

        Assert.Empty(Render<PageHead>(parameters => parameters.Add(head => head.Title, "Pods")).FindAll("button"));
    }
}
