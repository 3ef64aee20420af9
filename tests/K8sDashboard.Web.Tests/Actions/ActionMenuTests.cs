using AngleSharp.Dom;
using Bunit;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Usage;
using K8sDashboard.Monitoring;
using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Usage;
using K8sDashboard.Web.Projections;
using K8sDashboard.Web.Resources.Workloads;
using K8sDashboard.Web.Routing;
using K8sDashboard.Web.Usage;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor;
using Prometheus;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Actions;

/// <summary>A deployment's actions in the list: the same dialogs as on its page.</summary>
public sealed class ActionMenuTests : ActionsContext
{
    public ActionMenuTests()
    {
        Services.AddSingleton(
            new PrometheusClient(
                _ => ValueTask.FromResult<PrometheusSource>(new PrometheusSource.Missing("none here")),
                TimeProvider.System,
                new QueryMetrics(new CollectorRegistry()),
                NullLogger<PrometheusClient>.Instance
            )
        );
        Services
            .AddSingleton(new ComputeCache(TimeProvider.System))
            .AddSingleton<MetricDiscovery>()
            .AddSingleton<PodUsage>()
            .AddSingleton<NodeUsage>()
            .AddSingleton<CurrentUsage>();
        Services.AddSingleton(
            new ResourceMetrics(
                (_, _, _) => Task.FromResult<ApiAnswer>(new ApiAnswer.StatusError(404, "NotFound", "none here")),
                TimeProvider.System
            )
        );
    }

    [Fact]
    public async Task ActionMenu_RestartConfirmed_SendsOnceAndShowsResultOnList()
    {
        var page = Page(readOnly: false);
        await page.Find("button[aria-label='Actions for web']").ClickAsync(new());
        Assert.Equal(["Scale", "Roll back", "Restart"], Items(page).Select(item => item.TextContent).TakeLast(3));

        page.WaitForAssertion(() => Assert.False(Items(page).Last().HasAttribute("aria-disabled")));
        // Not awaited: it completes when the dialog ends.
        _ = Items(page).Last().ClickAsync(new());
        page.WaitForAssertion(() => Assert.False(Confirm(page).HasAttribute("disabled")));
        Assert.Empty(page.FindAll(".live [role=status][aria-label=Result]"));
        _ = Confirm(page).ClickAsync(new());

        page.WaitForAssertion(() =>
            Assert.Equal("Done: deployment.apps/web restarted", page.Find(".live [role=status][aria-label=Result]").TextContent.Trim())
        );
        Assert.Equal(1, Api.Commits);
    }

    [Fact]
    public async Task ActionMenu_ReadOnly_DisablesItemWithReasonAndOpensNoDialog()
    {
        var page = Page(readOnly: true);
        await page.Find("button[aria-label='Actions for web']").ClickAsync(new());
        var restart = Items(page).Last();
        Assert.Equal("true", restart.GetAttribute("aria-disabled"));
        Assert.Equal("This dashboard runs read-only.", page.Find($"#{restart.GetAttribute("aria-describedby")}").TextContent);

        // It would not complete if a dialog opened.
        await restart.ClickAsync(new()).WaitAsync(TimeSpan.FromMinutes(2), Xunit.TestContext.Current.CancellationToken);
        Assert.Empty(page.FindAll("[role=dialog]"));
    }

    private static IElement[] Items(IRenderedComponent<CascadingValue<ClusterView>> page) =>
        [.. page.FindAll("[role=menu] [role=menuitem]")];

    private static IElement Confirm(IRenderedComponent<CascadingValue<ClusterView>> page) =>
        page.FindAll("[role=dialog] button").Single(button => button.TextContent == "Restart");

    private IRenderedComponent<CascadingValue<ClusterView>> Page(bool readOnly)
    {
        var cluster = EmptyCluster.WithDeployments(Live(Deployment() with { Uid = Api.Uid, Generation = 4 }));
        RenderFragment content = builder =>
        {
            builder.OpenComponent<MudPopoverProvider>(0);
            builder.CloseComponent();
            builder.OpenComponent<MudDialogProvider>(1);
            builder.CloseComponent();
            builder.OpenComponent<DeploymentsPage>(2);
            builder.CloseComponent();
        };
        return Render<CascadingValue<ClusterView>>(parameters =>
            parameters
                .Add(view => view.Value, new ClusterView(cluster, Api.Actor(readOnly: readOnly), "test", Now))
                .Add(
                    view => view.ChildContent,
                    builder =>
                    {
                        builder.OpenComponent<CascadingValue<Address>>(0);
                        builder.AddComponentParameter(1, "Value", Address.Of("/workloads/deployments"));
                        builder.AddComponentParameter(2, "ChildContent", content);
                        builder.CloseComponent();
                    }
                )
        );
    }
}
