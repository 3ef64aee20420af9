using System.Collections.Immutable;

namespace K8sDashboard.Demo.Company;

/// <summary>The platform: Kubernetes' components, network, ingress and monitoring.</summary>
public static class Platform
{
    private static readonly TimeSpan Old = TimeSpan.FromDays(398); // before its first use: static fields initialize in order

    public static ImmutableArray<App> All { get; } =
    [
        Static("etcd", "registry.k8s.io/etcd:3.6.4-0", "100m/100Mi"),
        Static("kube-apiserver", "registry.k8s.io/kube-apiserver:v1.36.2", "250m/0"),
        Static("kube-controller-manager", "registry.k8s.io/kube-controller-manager:v1.36.2", "200m/0"),
        Static("kube-scheduler", "registry.k8s.io/kube-scheduler:v1.36.2", "100m/0"),
        OnEachNode("kube-system", "kube-proxy", "registry.k8s.io/kube-proxy:v1.36.2", "50m/64Mi", "/128Mi"),
        OnEachNode("kube-system", "cilium", "quay.io/cilium/cilium:v1.18.1", "100m/256Mi", "/512Mi"),
        OnEachNode("monitoring", "node-exporter", "quay.io/prometheus/node-exporter:v1.9.1", "20m/32Mi", "250m/180Mi") with
        {
            Port = 9100,
            Probe = "/",
        },
        OnEachNode("monitoring", "fluent-bit", "cr.fluentbit.io/fluent/fluent-bit:4.0.8", "30m/64Mi", "200m/128Mi") with
        {
            OfNode = false,
        },
        new("kube-system", "coredns", AppKind.Deployment, "registry.k8s.io/coredns/coredns:v1.12.1", 2, "100m/70Mi", "/170Mi")
        {
            Port = 53,
            Probe = "/ready",
            Age = Old,
        },
        new(
            "kube-system",
            "metrics-server",
            AppKind.Deployment,
            "registry.k8s.io/metrics-server/metrics-server:v0.8.0",
            1,
            "100m/200Mi",
            "/400Mi"
        )
        {
            Port = 10250,
            Probe = "/readyz",
            Age = Old,
        },
        new(
            "ingress-nginx",
            "ingress-nginx-controller",
            AppKind.Deployment,
            "registry.k8s.io/ingress-nginx/controller:v1.13.2",
            3,
            "100m/128Mi",
            "1/512Mi"
        )
        {
            Port = 80,
            KeepsAvailable = 2,
            Age = Old,
        },
        new("monitoring", "prometheus", AppKind.StatefulSet, "quay.io/prometheus/prometheus:v3.5.0", 1, "500m/1Gi", "2/3Gi")
        {
            Port = 9090,
            Probe = "/-/ready",
            Volume = "100Gi",
            Age = Old,
        },
        new("monitoring", "alertmanager", AppKind.StatefulSet, "quay.io/prometheus/alertmanager:v0.28.1", 2, "20m/48Mi", "100m/128Mi")
        {
            Port = 9093,
            Probe = "/-/ready",
            Volume = "2Gi",
            Age = Old,
        },
        new("monitoring", "grafana", AppKind.Deployment, "docker.io/grafana/grafana:12.1.1", 1, "50m/192Mi", "500m/384Mi")
        {
            Port = 3000,
            Probe = "/api/health",
            Host = "grafana.example.com",
            Age = Old,
        },
        new(
            "monitoring",
            "blackbox-exporter",
            AppKind.Deployment,
            "quay.io/prometheus/blackbox-exporter:v0.27.0",
            1,
            "10m/32Mi",
            "100m/64Mi"
        )
        {
            Port = 9115,
            Probe = "/",
            Age = Old,
        },
    ];

    private static App Static(string name, string image, string requests) =>
        new("kube-system", name, AppKind.StaticPod, image, 1, requests, "/") { OfNode = true, Age = Old };

    private static App OnEachNode(string ns, string name, string image, string requests, string limits) =>
        new(ns, name, AppKind.DaemonSet, image, 0, requests, limits) { OfNode = true, Age = Old };
}
