using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Telemetry;
using K8sDashboard.Monitoring;
using NetArchTest.Rules;

namespace K8sDashboard.Web.Tests.Architecture;

/// <summary>Allowed dependencies between projects and namespaces.</summary>
public sealed class WallsTests
{
    [Fact]
    public void ClusterAssembly_Dependencies_ExcludeAspNetCoreMudBlazorMonitoringAndWeb() =>
        Holds(
            Types
                .InAssembly(typeof(ClusterStore).Assembly)
                .ShouldNot()
                .HaveDependencyOnAny("Microsoft.AspNetCore", "MudBlazor", "K8sDashboard.Monitoring", "K8sDashboard.Web")
        );

    /// <summary>The client library of Prometheus (own metrics) is used where metrics are defined and registered, nowhere else.</summary>
    [Fact]
    public void MetricsLibrary_ClusterAndMonitoring_IsUsedOnlyByTypesOfMetrics() =>
        Holds(
            Types
                .InAssemblies([typeof(ClusterStore).Assembly, typeof(PrometheusClient).Assembly])
                .That()
                .DoNotHaveNameMatching("Metrics$|^Reflector(Meter|Counters|Gauges)$|^ResourceCounters$|^RequestLoad$")
                .And()
                .DoNotHaveNameMatching("^(ClusterServices|MonitoringRegistration|PrometheusProbe)$")
                .ShouldNot()
                .HaveDependencyOnAny("Prometheus.CollectorRegistry", "Prometheus.Metrics", "Prometheus.MetricFactory")
        );

    [Fact]
    public void MonitoringAssembly_Dependencies_ExcludeKubernetesClientClusterAspNetCoreMudBlazorAndWeb() =>
        Holds(
            Types
                .InAssembly(typeof(PrometheusClient).Assembly)
                .ShouldNot()
                .HaveDependencyOnAny("k8s", "K8sDashboard.Cluster", "Microsoft.AspNetCore", "MudBlazor", "K8sDashboard.Web")
        );

    [Fact]
    public void HealthStateAndResourcesNamespaces_Dependencies_ExcludeKubernetesClient() =>
        Holds(
            Types
                .InAssembly(typeof(ClusterStore).Assembly)
                .That()
                .ResideInNamespace("K8sDashboard.Cluster.State")
                .Or()
                .ResideInNamespace("K8sDashboard.Cluster.Health")
                .Or()
                .ResideInNamespace("K8sDashboard.Cluster.Resources")
                .ShouldNot()
                .HaveDependencyOn("k8s")
        );

    [Fact]
    public void KubernetesModels_ClusterAssembly_AreUsedOnlyInApiFacingNamespaces() =>
        Holds(
            Types
                .InAssembly(typeof(ClusterStore).Assembly)
                .That()
                .DoNotResideInNamespace("K8sDashboard.Cluster.Watching")
                .And()
                .DoNotResideInNamespace("K8sDashboard.Cluster.Actions")
                .And()
                .DoNotResideInNamespace("K8sDashboard.Cluster.Objects")
                .And()
                .DoNotResideInNamespace("K8sDashboard.Cluster.Access")
                .And()
                .DoNotResideInNamespace("K8sDashboard.Cluster.Connection")
                .ShouldNot()
                .HaveDependencyOn("k8s.Models")
        );

    [Fact]
    public void WebNamespacesExceptHosting_Dependencies_ExcludeKubernetesClient() =>
        Holds(
            Types
                .InAssembly(typeof(App).Assembly)
                .That()
                .ResideInNamespace("K8sDashboard.Web")
                .And()
                .DoNotResideInNamespace("K8sDashboard.Web.Hosting")
                .ShouldNot()
                .HaveDependencyOn("k8s")
        );

    private static void Holds(ConditionList rule)
    {
        var result = rule.GetResult();
        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }
}
