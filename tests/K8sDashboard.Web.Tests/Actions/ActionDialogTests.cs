using AngleSharp.Dom;
using Bunit;
using K8sDashboard.Cluster.Tests.ApiServer;
using Microsoft.AspNetCore.Components.Web;

namespace K8sDashboard.Web.Tests.Actions;

/// <summary>What an action's dialog shows before it sends, and which keys send.</summary>
public sealed class ActionDialogTests : ActionsContext
{
    [Fact]
    public async Task ScaleDialog_AutoscalerOwnsTheReplicas_WarnsBeforeANumberIsTyped()
    {
        Api.Autoscalers = WriteApi.Fixture("hpas.json");
        var page = Page();
        await Press(page, "Scale");

        page.WaitForAssertion(() =>
            Assert.Contains(
                "HorizontalPodAutoscaler web keeps between 3 and 9",
                Dialog(page).QuerySelector("[aria-label=Warning]")!.TextContent
            )
        );
        Assert.Contains("3 now.", Dialog(page).TextContent);
        await Type(page, "input[type=number]", "5");
        page.WaitForAssertion(() => Assert.NotNull(Dialog(page).QuerySelector("ins")));
        Assert.Single(Dialog(page).QuerySelectorAll("[aria-label=Warning]"));
    }

    [Fact]
    public async Task ScaleDialog_Enter_SendsOnceTheDryRunIsAcceptedAndNotBefore()
    {
        var answer = new TaskCompletionSource();
        Api.Instead = async context =>
        {
            if (context.Request.Query["dryRun"] == "All")
                await answer.Task;
            return false;
        };
        var page = Page();
        await Press(page, "Scale");
        await Type(page, "input[type=number]", "5");
        await Enter(page, "input[type=number]");
        Assert.Equal(0, Api.Commits);
        Assert.Empty(Result(page));

        answer.SetResult();
        page.WaitForAssertion(() => Assert.NotNull(Dialog(page).QuerySelector("ins")));
        await Enter(page, "input[type=number]", repeat: true);
        Assert.Equal(0, Api.Commits);
        await Enter(page, "input[type=number]");

        page.WaitForAssertion(() => Assert.Equal("Done: deployment.apps/web scaled: 3 → 5 replicas", Result(page)));
        Assert.Equal(1, Api.Commits);
    }

    [Fact]
    public async Task ScaleDialog_EnterOnADryRunThatCouldNotBeHad_SendsNothing()
    {
        Api.Instead = async context =>
        {
            if (context.Request.Query["dryRun"] != "All")
                return false;
            await WriteApi.AnswerAsync(
                context,
                400,
                "application/json",
                """{"message":"admission webhook \"a\" does not support dry run"}"""
            );
            return true;
        };
        var page = Page();
        await Press(page, "Scale");
        await Type(page, "input[type=number]", "5");
        page.WaitForAssertion(() => Assert.False(Button(Dialog(page), "Scale").HasAttribute("disabled")));

        await Enter(page, "input[type=number]");

        Assert.Equal(0, Api.Commits);
        Assert.Empty(Result(page));
    }

    [Fact]
    public async Task ActionDialog_Diff_IsNoTabStopAndKubectlIsNamedOnce()
    {
        var page = Page();
        await Press(page, "Restart");
        page.WaitForAssertion(() => Assert.NotNull(Dialog(page).QuerySelector("ins")));

        Assert.Null(Dialog(page).QuerySelector("[role=group][aria-label=Changes]")!.GetAttribute("tabindex"));
        Assert.Equal(
            "The same as kubectl rollout restart deployment/web -n shop",
            Dialog(page).QuerySelector(".kubectl")!.TextContent.Trim()
        );
    }

    private static Task Enter(IRenderedComponent<Bunit.Rendering.ContainerFragment> page, string selector, bool repeat = false) =>
        Dialog(page).QuerySelector(selector)!.KeyDownAsync(new KeyboardEventArgs { Key = "Enter", Repeat = repeat });
}
