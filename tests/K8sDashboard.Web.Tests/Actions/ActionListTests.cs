using AngleSharp.Dom;
using Bunit;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Ui.Actions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace K8sDashboard.Web.Tests.Actions;

/// <summary>The one list of actions, as buttons and as menu items.</summary>
public sealed class ActionListTests : ActionsContext
{
    [Fact]
    public void ActionList_AsButtonsAndAsMenuItems_HasTheSameOrderEnablingAndReasons()
    {
        Api.Refuses = asked => asked["resource"]!.ToString() == "replicasets" ? "not the history" : null;
        var (buttons, items) = (List(inMenu: false, default), List(inMenu: true, default));

        foreach (var list in (IRenderedComponent<ActionList>[])[buttons, items])
            list.WaitForAssertion(() =>
                Assert.StartsWith("No permission to list replicasets in namespace shop: not the history", Described(list)[1].Reason)
            );
        buttons.WaitForAssertion(() => Assert.Equal(["Scale", "Restart"], Enabled(buttons)));
        items.WaitForAssertion(() => Assert.Equal(Described(buttons), Described(items)));
        Assert.Equal(["Scale", "Roll back", "Restart"], Described(items).Select(action => action.Verb));
    }

    [Theory]
    [Trait("Fault", "F01-freshness")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ActionList_FrozenData_DisablesEveryActionWithTheReasonAndOpensNoDialog(bool inMenu)
    {
        var list = List(inMenu, new Freshness(FreshnessLevel.Frozen, null, ""));

        Assert.Empty(Enabled(list));
        Assert.All(Described(list), action => Assert.StartsWith("The API server has not answered for five minutes", action.Reason));
        foreach (var button in list.FindAll("button"))
            // It would not complete if a dialog opened.
            await button.ClickAsync(new()).WaitAsync(TimeSpan.FromMinutes(2), Xunit.TestContext.Current.CancellationToken);
        Assert.Empty(Api.Requests);
    }

    private IRenderedComponent<ActionList> List(bool inMenu, Freshness freshness)
    {
        Render<MudDialogProvider>();
        var actor = Api.Actor();
        return Render<CascadingValue<Freshness>>(parameters =>
                parameters
                    .Add(value => value.Name, WriteAccess.Workloads)
                    .Add(value => value.Value, freshness)
                    .AddChildContent<ActionList>(list =>
                        list.Add(it => it.Type, DeploymentResource.Type)
                            .Add(it => it.Object, Web())
                            .Add(it => it.Actor, actor)
                            .Add(it => it.ClusterName, "laptop")
                            .Add(it => it.Dialogs, new ActionDialogs(Services.GetRequiredService<IDialogService>(), () => { }))
                            .Add(it => it.InMenu, inMenu)
                    )
            )
            .FindComponent<ActionList>();
    }

    private static IEnumerable<string> Enabled(IRenderedComponent<ActionList> list) =>
        Described(list).Where(action => !action.IsOff).Select(action => action.Verb);

    private static (string Verb, bool IsOff, string Reason)[] Described(IRenderedComponent<ActionList> list) =>
        [
            .. list.FindAll("button")
                .Select(button => (button.TextContent, button.HasAttribute("disabled") || IsAriaDisabled(button), Reason(list, button))),
        ];

    private static bool IsAriaDisabled(IElement button) => button.GetAttribute("aria-disabled") == "true";

    private static string Reason(IRenderedComponent<ActionList> list, IElement button) =>
        button.GetAttribute("aria-describedby") is { } id ? list.Find($"#{id}").TextContent : "";
}
