using AngleSharp.Dom;
using Bunit;
using K8sDashboard.Cluster.Tests.ApiServer;

namespace K8sDashboard.Web.Tests.Actions;

public sealed class ObjectActionsRightsTests : ActionsContext
{
    [Fact]
    public void ObjectActions_AccessReviewPending_AreDisabledUntilAnswered()
    {
        var answer = new TaskCompletionSource();
        Api.Instead = async _ =>
        {
            await answer.Task;
            return false;
        };
        var page = Page();

        AssertDisabled(page, "Checking whether you may do this.");
        answer.SetResult();

        AssertEnabled(page);
        Assert.All(page.FindAll("button"), button => Assert.False(button.HasAttribute("title")));
    }

    [Fact]
    public void ObjectActions_ScaleAllowedPatchForbidden_NameTheMissingPermission()
    {
        Api.Refuses = asked => asked["verb"]!.ToString() == "patch" ? "" : null;
        var page = Page();

        page.WaitForAssertion(() => Assert.False(Button(page, "Scale").HasAttribute("disabled")));
        foreach (var verb in new[] { "Roll back", "Restart" })
            page.WaitForAssertion(() =>
                AssertDisabled(page, Button(page, verb), "No permission to patch deployments in namespace shop: no role grants it.")
            );
    }

    [Fact]
    public void ObjectActions_MissingRight_IsOneVisibleLineWithTheRuleThatWouldHelp()
    {
        Api.Refuses = asked => asked["verb"]!.ToString() == "patch" ? "" : null;
        var page = Page();

        page.WaitForAssertion(() =>
            Assert.Equal(
                "Restart, Roll back: No permission to patch deployments in namespace shop: no role grants it. "
                    + "What would help: a Role in namespace shop with apiGroups: [\"apps\"], "
                    + "resources: [\"deployments\"], verbs: [\"patch\"]. "
                    + "Check it with: kubectl auth can-i patch deployments.apps -n shop",
                Assert.Single(page.FindAll("p.action-note")).TextContent
            )
        );
        Assert.Empty(page.FindAll(".hidden-words"));
    }

    [Fact]
    public void ObjectActions_ListReplicaSetsForbidden_DisableRollBackOnly()
    {
        Api.Refuses = asked => asked["resource"]!.ToString() == "replicasets" ? "not the history" : null;
        var page = Page();

        page.WaitForAssertion(() => Assert.False(Button(page, "Restart").HasAttribute("disabled")));
        page.WaitForAssertion(() =>
            AssertDisabled(page, Button(page, "Roll back"), "No permission to list replicasets in namespace shop: not the history")
        );
    }

    [Fact]
    public void ObjectActions_AccessReviewForbidden_StayEnabledAndSayThatTheApiServerDecides()
    {
        Api.Instead = async context =>
        {
            if (context.Request.Method == "GET")
                return false;
            await WriteApi.AnswerAsync(context, 403, "application/json", """{"kind":"Status","message":"no access reviews for you"}""");
            return true;
        };
        var page = Page();

        AssertEnabled(page);
        Assert.Equal(
            "Whether you may update deployments/scale in namespace shop could not be checked; the API server decides. "
                + "no access reviews for you",
            Button(page, "Scale").GetAttribute("title")
        );
    }

    [Fact]
    public async Task ObjectActions_WriteForbidden_DisableTheButtonWithTheNewReason()
    {
        var page = Page();
        await Press(page, "Restart");
        page.WaitForAssertion(() => Assert.False(Button(Dialog(page), "Restart").HasAttribute("disabled")));
        Api.Refuses = asked => asked["verb"]!.ToString() == "patch" ? "taken away" : null;
        Api.Instead = async context =>
        {
            if (context.Request.Method != "PATCH")
                return false;
            await WriteApi.AnswerAsync(context, 403, "application/json", WriteApi.FixtureText("forbidden.json"));
            return true;
        };

        await Press(page, "Restart", inDialog: true);
        page.WaitForAssertion(() => Assert.StartsWith("Forbidden", Result(page)));

        page.WaitForAssertion(() =>
            AssertDisabled(
                page,
                page.FindAll("button").First(button => button.TextContent == "Restart" && button.Closest("[role=dialog]") is null),
                "No permission to patch deployments in namespace shop: taken away"
            )
        );
    }
}
