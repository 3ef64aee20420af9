using Bunit;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Monitoring;
using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Web.Routing;
using K8sDashboard.Web.Ui.Charts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prometheus;

namespace K8sDashboard.Web.Tests.Charts;

public sealed class MetricPanelTests : BunitContext
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 7, TimeSpan.Zero));
    private string reason = "No Prometheus was found.";
    private int located;

    public MetricPanelTests()
    {
        Services.AddSingleton<TimeProvider>(time);
        Services.AddSingleton<PrometheusLocator>(_ =>
        {
            Interlocked.Increment(ref located);
            return ValueTask.FromResult<PrometheusSource>(new PrometheusSource.Missing(reason));
        });
        Services.AddSingleton(services => new PrometheusClient(
            services.GetRequiredService<PrometheusLocator>(),
            time,
            new QueryMetrics(new CollectorRegistry()),
            NullLogger<PrometheusClient>.Instance
        ));
        Services.AddSingleton<MetricDiscovery>();
        Services.AddSingleton<ChartLoader>();
    }

    [Fact]
    public void NodePanels_Rendered_AreFiguresWithAccessibleNames()
    {
        var names = Render<NodePanels>(parameters =>
                parameters.Add(panels => panels.Node, "n1").Add(panels => panels.Range, TimeRange.Default)
            )
            .FindAll("figure")
            .Select(figure => figure.GetAttribute("aria-label"));

        Assert.Equal(["CPU", "Memory", "Load", "Network", "CPU by mode", "File systems", "Disk I/O", "Network errors"], names);
    }

    [Fact]
    public void MetricPanel_NoPrometheus_ShowsReasonAndRetries()
    {
        var panel = Panel();
        panel.WaitForAssertion(() => Assert.Contains("No Prometheus was found.", panel.Markup, StringComparison.Ordinal));

        reason = "Still none.";
        time.Advance(ChartLoader.RetryAfter);

        panel.WaitForAssertion(() => Assert.Contains("Still none.", panel.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void MetricPanel_PageRendersAgain_DoesNotLocatePrometheusAgain()
    {
        var panel = Panel();
        panel.WaitForAssertion(() => Assert.Contains("No Prometheus", panel.Markup, StringComparison.Ordinal));
        var before = located;
        time.Advance(TimeSpan.FromSeconds(4)); // longer than a failure is cached, shorter than the panel's interval

        panel.Render(parameters => parameters.Add(one => one.Of, Cpu()).Add(one => one.Range, TimeRange.Parse("1h")));

        Assert.Equal(before, located);
        Assert.Contains("No Prometheus", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void ChartRange_SpanChosenInChart_IsWrittenToAddressAndReplacedByRange()
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/pods/shop/cart?ns=shop&range=6h");
        var span = TimeRange.Spanning(time.GetUtcNow().AddMinutes(-10), time.GetUtcNow());

        ChartRange.Show(navigation, span);

        var address = Address.Of(navigation.Uri);
        Assert.Equal(span, ChartRange.Of(address));
        Assert.Equal(
            "/pods/shop/cart?from=2026-11-23T11%3A50%3A07Z&ns=shop&to=2026-11-23T12%3A00%3A07Z",
            new Uri(navigation.Uri).PathAndQuery
        );
        Assert.Equal(span, ChartRange.Of(Address.Of(address.List(PodResource.Type))));
        Assert.Equal("/pods/shop/cart?ns=shop", address.WithRange("1h"));
    }

    private static ChartDefinition.OfPod Cpu() => new(PodMetric.Cpu, new PodSubject("shop", "cart-1"));

    private IRenderedComponent<MetricPanel> Panel() =>
        Render<MetricPanel>(parameters => parameters.Add(panel => panel.Of, Cpu()).Add(panel => panel.Range, TimeRange.Parse("1h")));
}
