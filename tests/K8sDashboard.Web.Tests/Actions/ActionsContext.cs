using AngleSharp.Dom;
using Bunit;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Web.Ui.Actions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;
using Prometheus;

namespace K8sDashboard.Web.Tests.Actions;

/// <summary>The actions of one Deployment on a page, with an API server that holds it.</summary>
public abstract class ActionsContext : BunitContext, IAsyncLifetime
{
    private protected WriteApi Api { get; private set; } = null!;

    private protected virtual TimeProvider Time => TimeProvider.System;

    public async ValueTask InitializeAsync()
    {
        Api = await WriteApi.StartAsync();
        JSInterop.Mode = JSRuntimeMode.Loose;
        DefaultWaitTimeout = TimeSpan.FromSeconds(20);
        Services.AddMudServices();
        Services.AddSingleton(Time);
        Services
            .AddSingleton<AccessReviews>()
            .AddSingleton<CollectorRegistry>()
            .AddSingleton<WriteMetrics>()
            .AddSingleton<ActionRunner>()
            .AddSingleton<ObjectReader>();
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        await Api.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Workload Web() =>
        new()
        {
            Type = DeploymentResource.Type,
            Ref = new("shop", "web"),
            Uid = Api.Uid,
            ResourceVersion = "512",
            Created = default,
            Generation = 4,
            Desired = 3,
            Current = 3,
        };

    private protected IRenderedComponent<Bunit.Rendering.ContainerFragment> Page(
        Workload? workload = null,
        Actor? actor = null,
        Freshness freshness = default,
        string cluster = "laptop"
    ) =>
        Render(builder =>
        {
            builder.OpenComponent<MudDialogProvider>(0);
            builder.CloseComponent();
            builder.OpenComponent<CascadingValue<Freshness>>(1);
            builder.AddComponentParameter(2, "Value", freshness);
            builder.AddComponentParameter(3, "Name", WriteAccess.Workloads);
            builder.AddComponentParameter(
                4,
                "ChildContent",
                (RenderFragment)(
                    content =>
                    {
                        content.OpenComponent<ObjectActions>(0);
                        var shown = workload ?? Web();
                        content.AddComponentParameter(1, "Type", shown.Type);
                        content.AddComponentParameter(2, "Object", shown);
                        content.AddComponentParameter(3, "Actor", actor ?? Api.Actor());
                        content.AddComponentParameter(4, "ClusterName", cluster);
                        content.CloseComponent();
                    }
                )
            );
            builder.CloseComponent();
        });

    private protected static void AssertDisabled(IRenderedComponent<Bunit.Rendering.ContainerFragment> page, string because) =>
        Assert.All(page.FindAll("button"), button => AssertDisabled(page, button, because));

    private protected static void AssertDisabled(
        IRenderedComponent<Bunit.Rendering.ContainerFragment> page,
        IElement button,
        string because
    )
    {
        Assert.True(button.HasAttribute("disabled"));
        Assert.StartsWith(because, button.GetAttribute("title"));
        Assert.StartsWith(because, page.Find($"#{button.GetAttribute("aria-describedby")}").TextContent);
    }

    private protected static void AssertEnabled(IRenderedComponent<Bunit.Rendering.ContainerFragment> page) =>
        page.WaitForAssertion(() => Assert.All(page.FindAll("button"), button => Assert.False(button.HasAttribute("disabled"))));

    private protected static IElement Dialog(IRenderedComponent<Bunit.Rendering.ContainerFragment> page) => page.Find("[role=dialog]");

    private protected static IElement Button(IRenderedComponent<Bunit.Rendering.ContainerFragment> page, string name) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == name);

    private protected static IElement Button(IParentNode scope, string name) =>
        scope.QuerySelectorAll("button").Single(button => button.TextContent.Trim() == name);

    private protected static Task Press(IRenderedComponent<Bunit.Rendering.ContainerFragment> page, string name, bool inDialog = false)
    {
        IElement Wanted() => inDialog ? Button(Dialog(page), name) : page.FindAll("button").First(found => found.TextContent == name);
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(inDialog ? "[role=dialog] button" : "button")));
        // Outside of dialogs, a button waits for the access review.
        if (!inDialog)
            page.WaitForAssertion(() => Assert.False(Wanted().HasAttribute("disabled")));
        // Not awaited: a dialog's button completes when the dialog ends; the tests wait for the result shown.
        _ = Wanted().ClickAsync(new());
        if (!inDialog)
            page.WaitForElement("[role=dialog]");
        return Task.CompletedTask;
    }

    private protected static Task Type(IRenderedComponent<Bunit.Rendering.ContainerFragment> page, string selector, string text) =>
        Dialog(page).QuerySelector(selector)!.InputAsync(new ChangeEventArgs { Value = text });

    private protected static string Result(IRenderedComponent<Bunit.Rendering.ContainerFragment> page) =>
        page.Find("[role=status][aria-label=Result]").TextContent.Trim();

    private protected static string Label(IElement scope, string selector)
    {
        var input = scope.QuerySelector(selector)!;
        return scope.QuerySelector($"label[for={input.Id}]")!.TextContent;
    }

    private protected static string Name(IElement element, IRenderedComponent<Bunit.Rendering.ContainerFragment> page) =>
        element.GetAttribute("aria-label") ?? page.Find($"#{element.GetAttribute("aria-labelledby")}").TextContent.Trim();
}
