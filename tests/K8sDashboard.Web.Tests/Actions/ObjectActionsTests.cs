using AngleSharp.Dom;
using Bunit;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;

namespace K8sDashboard.Web.Tests.Actions;

public sealed class ObjectActionsTests : ActionsContext
{
    [Fact]
    public void ObjectActions_DeploymentOrReplicaSet_OfferScaleRollBackRestartOrOnlyScale()
    {
        Assert.Equal(["Scale", "Roll back", "Restart"], Page().FindAll("button").Select(button => button.TextContent));
        Assert.Equal(["Scale"], Page(Web() with { Type = ReplicaSetResource.Type }).FindAll("button").Select(button => button.TextContent));
    }

    [Fact]
    [Trait("Fault", "F01-freshness")]
    public void ObjectActions_ReadOnlyOrFrozen_AreDisabledWithReason()
    {
        var frozen = new Freshness(FreshnessLevel.Frozen, null, "");

        AssertDisabled(Page(actor: Api.Actor(readOnly: true)), "This dashboard runs read-only.");
        AssertDisabled(Page(freshness: frozen), "The API server has not answered for five minutes");
        Assert.Empty(Api.Reviews);
        AssertEnabled(Page(freshness: frozen with { Level = FreshnessLevel.Stale }));
    }

    [Fact]
    public async Task ScaleDialog_ReplicasEntered_ShowsDiffAndKubectlThenResult()
    {
        var page = Page();
        await Press(page, "Scale");
        Assert.Equal("Scale web", Name(page.Find("[role=dialog]"), page));
        Assert.True(Button(Dialog(page), "Scale").HasAttribute("disabled"));

        await Type(page, "input[type=number]", "5");
        page.WaitForAssertion(() => Assert.False(Button(Dialog(page), "Scale").HasAttribute("disabled")));
        Assert.Equal("Replicas", Label(Dialog(page), "input[type=number]"));
        Assert.Contains("3 → 5 replicas", Dialog(page).TextContent);
        Assert.Equal("kubectl scale deployment/web --replicas=5 -n shop", Dialog(page).QuerySelector("code")!.TextContent);
        Assert.Equal("-  replicas: 3", Dialog(page).QuerySelector("del")!.TextContent);
        Assert.Equal("+  replicas: 5", Dialog(page).QuerySelector("ins")!.TextContent);
        Assert.Equal(0, Api.Commits);

        await Press(page, "Scale", inDialog: true);
        page.WaitForAssertion(() => Assert.Equal("Done: deployment.apps/web scaled: 3 → 5 replicas", Result(page)));
        Assert.Empty(page.FindAll("[role=dialog]"));
        Assert.Equal(5, Api.Replicas);
    }

    [Fact]
    public async Task ScaleDialog_ClickBeforeDryRunAnswer_StillScales()
    {
        var page = Page();
        await Press(page, "Scale");
        await Type(page, "input[type=number]", "5");

        await Press(page, "Scale", inDialog: true);

        page.WaitForAssertion(() => Assert.StartsWith("Done", Result(page)));
    }

    [Fact]
    [Trait("Fault", "F11-double-click")]
    public async Task ActionDialog_DoubleClick_SendsOnce()
    {
        var page = Page();
        await Press(page, "Restart");
        page.WaitForAssertion(() => Assert.False(Button(Dialog(page), "Restart").HasAttribute("disabled")));

        var confirm = Button(Dialog(page), "Restart");
        var first = confirm.ClickAsync(new());
        try
        {
            await confirm.ClickAsync(new());
        }
        catch (Bunit.Rendering.UnknownEventHandlerIdException)
        {
            // Rendered again between the two clicks: with a real browser the server would drop such a click too.
        }

        await first;

        page.WaitForAssertion(() => Assert.Equal("Done: deployment.apps/web restarted", Result(page)));
        Assert.Equal(1, Api.Commits);
    }

    [Fact]
    [Trait("Fault", "F11-outcome")]
    public async Task ActionDialog_ClosedWhileSending_ShowsResultOnPage()
    {
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Api.AfterCommit = _ =>
        {
            sent.SetResult();
            return answer.Task;
        };
        var page = Page();
        await Press(page, "Restart");
        page.WaitForAssertion(() => Assert.False(Button(Dialog(page), "Restart").HasAttribute("disabled")));

        var sending = Button(Dialog(page), "Restart").ClickAsync(new());
        await sent.Task;
        await Press(page, "Close", inDialog: true);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=dialog]")));
        answer.SetResult();

        page.WaitForAssertion(() => Assert.Equal("Done: deployment.apps/web restarted", Result(page)));
        await sending;
    }

    [Fact]
    public async Task ActionDialog_Cancelled_SendsNothing()
    {
        var page = Page();
        await Press(page, "Restart");
        await Press(page, "Cancel", inDialog: true);

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=dialog]")));
        Assert.Equal(0, Api.Commits);
        Assert.Equal("", Result(page));
    }

    [Theory]
    [InlineData("laptop", "0")]
    [InlineData("eu-Prod-1", "5")]
    public async Task ScaleDialog_ScaleToZeroOrProductionCluster_RequiresTypedName(string cluster, string replicas)
    {
        var page = Page(cluster: cluster);
        await Press(page, "Scale");
        await Type(page, "input[type=number]", replicas);
        page.WaitForAssertion(() => Assert.NotNull(Dialog(page).QuerySelector("ins")));
        Assert.True(Button(Dialog(page), "Scale").HasAttribute("disabled"));
        Assert.StartsWith("Type web to confirm", Label(Dialog(page), "input:not([type])"));

        await Type(page, "input:not([type])", "wep");
        await Press(page, "Scale", inDialog: true);
        Assert.Equal(0, Api.Commits);
        await Type(page, "input:not([type])", "web");
        await Press(page, "Scale", inDialog: true);

        page.WaitForAssertion(() => Assert.StartsWith("Done", Result(page)));
    }

    [Fact]
    public async Task ScaleDialog_HorizontalPodAutoscaler_ShowsWarning()
    {
        Api.Autoscalers = WriteApi.Fixture("hpas.json");
        var page = Page();
        await Press(page, "Scale");
        await Type(page, "input[type=number]", "5");

        page.WaitForAssertion(() =>
            Assert.Contains(
                "HorizontalPodAutoscaler web keeps between 3 and 9",
                Dialog(page).QuerySelector("[aria-label=Warning]")!.TextContent
            )
        );
    }

    [Fact]
    public async Task RollBackDialog_EarlierRevision_IsOfferedWithDiffAndRolledBackTo()
    {
        var page = Page();
        await Press(page, "Roll back");
        Assert.Equal("Roll back web", Name(page.Find("[role=dialog]"), page));
        page.WaitForAssertion(() => Assert.NotNull(Dialog(page).QuerySelector("ins")));

        Assert.Equal("Revision", Label(Dialog(page), "select"));
        Assert.Matches(
            "^2: registry.example/web:2.0 \\(second version\\), first rolled out [0-9]+[smhdy0-9]* ago$",
            Assert.Single(Dialog(page).QuerySelectorAll("option")).TextContent
        );
        Assert.Contains(
            Dialog(page).QuerySelectorAll("ins"),
            line => line.TextContent.Contains("image: registry.example/web:2.0", StringComparison.Ordinal)
        );
        Assert.Contains("--to-revision=2", Dialog(page).QuerySelector("code")!.TextContent);
        await Press(page, "Roll back", inDialog: true);

        page.WaitForAssertion(() => Assert.Equal("Done: deployment.apps/web rolled back to revision 2, now revision 4", Result(page)));
        Assert.Equal("registry.example/web:2.0", Api.Image);
    }

    [Fact]
    public async Task RollBackDialog_DeploymentPaused_IsRejectedBeforeAnyWrite()
    {
        Api.Deployment["spec"]!["paused"] = true;
        var page = Page();
        await Press(page, "Roll back");

        page.WaitForAssertion(() =>
            Assert.StartsWith(
                "Rejected: cannot roll back a paused deployment",
                Dialog(page).QuerySelector("[aria-label='Dry run']")?.TextContent
            )
        );
        Assert.True(Button(Dialog(page), "Roll back").HasAttribute("disabled"));
        Assert.Empty(Api.Writes);
    }

    [Fact]
    public async Task ActionDialog_WriteInvalid422_StaysOpenWithServerMessage()
    {
        Api.Instead = async context =>
        {
            if (context.Request.Method == "GET" || context.Request.Query["dryRun"] == "All")
                return false;
            await WriteApi.AnswerAsync(context, 422, "application/json", WriteApi.FixtureText("invalid.json"));
            return true;
        };
        var page = Page();
        await Press(page, "Restart");
        await Press(page, "Restart", inDialog: true);

        page.WaitForAssertion(() => Assert.StartsWith("Rejected: Deployment.apps \"web\" is invalid: spec.replicas", Result(page)));
        Assert.NotEmpty(page.FindAll("[role=dialog]"));
        await Press(page, "Cancel", inDialog: true);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=dialog]")));
        Assert.StartsWith("Rejected", Result(page));
    }
}
