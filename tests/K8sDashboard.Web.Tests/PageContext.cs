using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.Health;
using K8sDashboard.Cluster.Usage;
using K8sDashboard.Monitoring;
using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Usage;
using K8sDashboard.Web.Projections;
using K8sDashboard.Web.Routing;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Actions;
using K8sDashboard.Web.Ui.Charts;
using K8sDashboard.Web.Ui.Time;
using K8sDashboard.Web.Usage;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using Prometheus;

namespace K8sDashboard.Web.Tests;

/// <summary>Renders a page as the shell does: from a snapshot and an address, at a fixed time.</summary>
public sealed class PageContext : BunitContext
{
    private static readonly Actor Tester = new("tester", null!, ReadOnly: true);

    public PageContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(Time);
        // Components with live requests (Prometheus, API server, actions) have their own tests.
        ComponentFactories.AddStub<ObjectActions>();
        ComponentFactories.AddStub<MetricPanel>();
        ComponentFactories.AddStub<FreshView<PodDetail>>();
        ComponentFactories.AddStub<FreshView<DeploymentDetail>>();
        ComponentFactories.AddStub<FreshView<ServiceDetail>>();
        Services.AddSingleton(new ObjectReader(TimeProvider.System)).AddSingleton<ComputeCache>();
        Services.AddMudServices();
        Services.AddSingleton(services => new PrometheusClient(
            _ => ValueTask.FromResult(Prometheus),
            services.GetRequiredService<TimeProvider>(),
            new QueryMetrics(new CollectorRegistry()),
            NullLogger<PrometheusClient>.Instance
        ));
        Services.AddSingleton<MetricDiscovery>();
        Services.AddSingleton<PodUsage>();
        Services.AddSingleton<NodeUsage>();
        Services.AddSingleton(new ResourceMetrics((_, path, _) => Task.FromResult(ApiAnswers(path)), Time)).AddSingleton<CurrentUsage>();
    }

    /// <summary>Fixed unless a test advances it.</summary>
    public FakeTimeProvider Time { get; } = new(Given.Now);

    /// <summary>The source of CPU and memory in lists.</summary>
    public PrometheusSource Prometheus { get; set; } = new PrometheusSource.Missing("No Prometheus was found.");

    /// <summary>The API server's responses for metrics.k8s.io.</summary>
    internal Func<string, ApiAnswer> ApiAnswers { get; set; } =
        _ => new ApiAnswer.StatusError(404, "NotFound", "the server could not find the requested resource");

    public IRenderedComponent<CascadingValue<ClusterView>> Open<TPage>(
        ClusterSnapshot cluster,
        string address = "/",
        params (string Name, object Value)[] parameters
    )
        where TPage : IComponent =>
        Render<CascadingValue<ClusterView>>(builder =>
            builder.Add(cascade => cascade.Value, View(cluster)).Add(cascade => cascade.ChildContent, Around<TPage>(address, parameters))
        );

    /// <summary>Applies a publication to an open page.</summary>
    public static void Publish(
        IRenderedComponent<CascadingValue<ClusterView>> page,
        ClusterSnapshot cluster,
        DateTimeOffset? judgedAt = null
    ) =>
        page.Render(builder =>
            builder.Add(cascade => cascade.Value, View(cluster, judgedAt)).Add(cascade => cascade.ChildContent, page.Instance.ChildContent)
        );

    /// <summary>
    /// Navigates an open page to another object of the same kind: the router reuses the component and sets new parameters.
    /// </summary>
    public static void Turn<TPage>(
        IRenderedComponent<CascadingValue<ClusterView>> page,
        string address,
        params (string Name, object Value)[] parameters
    )
        where TPage : IComponent =>
        page.Render(builder =>
            builder
                .Add(cascade => cascade.Value, page.Instance.Value!)
                .Add(cascade => cascade.ChildContent, Around<TPage>(address, parameters))
        );

    private static ClusterView View(ClusterSnapshot cluster, DateTimeOffset? judgedAt = null) =>
        new(cluster, Tester, "test", judgedAt ?? Given.Now);

    private static RenderFragment Around<TPage>(string address, (string Name, object Value)[] parameters)
        where TPage : IComponent =>
        outer =>
        {
            outer.OpenComponent<CascadingValue<Address>>(0);
            outer.AddComponentParameter(1, "Value", Address.Of(address));
            outer.AddComponentParameter(
                2,
                "ChildContent",
                (RenderFragment)(
                    middle =>
                    {
                        middle.OpenComponent<CascadingValue<Clock>>(0);
                        middle.AddComponentParameter(1, "Value", new Clock(Given.Now));
                        middle.AddComponentParameter(
                            2,
                            "ChildContent",
                            (RenderFragment)(
                                inner =>
                                {
                                    inner.OpenComponent<TPage>(0);
                                    foreach (var (name, value) in parameters)
                                        inner.AddComponentParameter(1, name, value);
                                    inner.CloseComponent();
                                }
                            )
                        );
                        middle.CloseComponent();
                    }
                )
            );
            outer.CloseComponent();
        };
}

/// <summary>Reads a page by accessible names, as a screen reader does.</summary>
public static class PageReading
{
    public static IElement Table(this IRenderedComponent<CascadingValue<ClusterView>> page, string name) =>
        page.Find($"table[aria-label='{name}']");

    public static string[] Headers(this IElement table) => [.. table.QuerySelectorAll("thead th").Select(Words)];

    /// <summary>The cells of the row with this name, by header.</summary>
    public static Dictionary<string, string> Row(this IElement table, string name)
    {
        var row =
            table.QuerySelector($"tbody tr[aria-label='{name}']")
            ?? throw new InvalidOperationException($"no row {name} in {table.TextContent}");
        return table.Headers().Zip(row.Children.Select(Words)).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    public static string[] RowNames(this IElement table) =>
        [.. table.QuerySelectorAll("tbody tr[aria-label]").Select(row => row.GetAttribute("aria-label")!)];

    /// <summary>The text as rendered: ages as counted by the browser, with spaces between cells and blocks.</summary>
    public static string Words(this IElement element)
    {
        var copy = (IElement)element.Clone();
        foreach (var age in copy.QuerySelectorAll("time.age"))
            age.TextContent = KubectlAge.Of(DateTimeOffset.Parse(age.GetAttribute("datetime")!, CultureInfo.InvariantCulture), Given.Now);
        foreach (var block in copy.QuerySelectorAll("td, th, li, p, div, dt, dd, h1, h2, h3"))
            block.AppendChild(block.Owner!.CreateTextNode(" "));
        return string.Join(' ', copy.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    public static string Words(this IRenderedComponent<CascadingValue<ClusterView>> page) =>
        string.Join(' ', page.Nodes.OfType<IElement>().Select(Words));
}
