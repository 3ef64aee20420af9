namespace K8sDashboard.Demo.Company;

/// <summary>The images of public registries that the company runs, with the behaviour of their programs.</summary>
internal static class PublicImages
{
    /// <summary>Only the listed tags of these repositories can be pulled; without a list, any release.</summary>
    public static IReadOnlyDictionary<string, (string[] Tags, Behaviour Does)> All { get; } =
        new Dictionary<string, (string[] Tags, Behaviour Does)>
        {
            // The image of the liveness probe tutorial in Kubernetes' documentation.
            ["registry.k8s.io/e2e-test-images/agnhost"] = (
                [],
                new()
                {
                    Cpu = 0.001,
                    MemoryMiB = 12,
                    ReadyAfter = TimeSpan.FromSeconds(1),
                    HangsAfter = TimeSpan.FromSeconds(10),
                }
            ),
            ["nginx"] = (
                [],
                new()
                {
                    Cpu = 0.004,
                    MemoryMiB = 9,
                    Requests = 2,
                    Latency = TimeSpan.FromMilliseconds(1),
                    ReadyAfter = TimeSpan.FromSeconds(1),
                    Voice = Voice.AccessLog,
                }
            ),
            ["postgres"] = (
                [],
                new()
                {
                    Cpu = 0.2,
                    MemoryMiB = 900,
                    ReadyAfter = TimeSpan.FromSeconds(6),
                    Voice = Voice.Database,
                }
            ),
            ["redis"] = (
                [],
                new()
                {
                    Cpu = 0.05,
                    MemoryMiB = 180,
                    ReadyAfter = TimeSpan.FromSeconds(2),
                    Voice = Voice.Database,
                }
            ),
            ["rabbitmq"] = (
                [],
                new()
                {
                    Cpu = 0.12,
                    MemoryMiB = 320,
                    ReadyAfter = TimeSpan.FromSeconds(14),
                    Voice = Voice.Database,
                }
            ),
            ["registry.k8s.io/etcd"] = (
                ["3.6.4-0"],
                new()
                {
                    Cpu = 0.06,
                    MemoryMiB = 210,
                    Voice = Voice.Klog,
                }
            ),
            ["registry.k8s.io/kube-apiserver"] = (
                ["v1.36.2"],
                new()
                {
                    Cpu = 0.25,
                    MemoryMiB = 720,
                    Voice = Voice.Klog,
                }
            ),
            ["registry.k8s.io/kube-controller-manager"] = (
                ["v1.36.2"],
                new()
                {
                    Cpu = 0.04,
                    MemoryMiB = 120,
                    Voice = Voice.Klog,
                }
            ),
            ["registry.k8s.io/kube-scheduler"] = (
                ["v1.36.2"],
                new()
                {
                    Cpu = 0.01,
                    MemoryMiB = 60,
                    Voice = Voice.Klog,
                }
            ),
            ["registry.k8s.io/kube-proxy"] = (
                ["v1.36.2"],
                new()
                {
                    Cpu = 0.004,
                    MemoryMiB = 38,
                    Voice = Voice.Klog,
                }
            ),
            ["registry.k8s.io/coredns/coredns"] = (["v1.12.1"], new() { Cpu = 0.01, MemoryMiB = 32 }),
            ["registry.k8s.io/metrics-server/metrics-server"] = (
                ["v0.8.0"],
                new()
                {
                    Cpu = 0.01,
                    MemoryMiB = 34,
                    Voice = Voice.Klog,
                }
            ),
            ["registry.k8s.io/ingress-nginx/controller"] = (
                ["v1.13.2"],
                new()
                {
                    Cpu = 0.09,
                    MemoryMiB = 190,
                    Requests = 60,
                    Voice = Voice.AccessLog,
                }
            ),
            ["quay.io/cilium/cilium"] = (
                ["v1.18.1"],
                new()
                {
                    Cpu = 0.05,
                    MemoryMiB = 260,
                    Voice = Voice.Logfmt,
                }
            ),
            ["cr.fluentbit.io/fluent/fluent-bit"] = (
                ["4.0.8"],
                new()
                {
                    Cpu = 0.02,
                    MemoryMiB = 46,
                    Voice = Voice.Logfmt,
                }
            ),
            ["quay.io/prometheus/prometheus"] = (
                ["v3.5.0"],
                new()
                {
                    Cpu = 0.18,
                    MemoryMiB = 940,
                    ReadyAfter = TimeSpan.FromSeconds(8),
                    Voice = Voice.Logfmt,
                }
            ),
            ["quay.io/prometheus/alertmanager"] = (
                ["v0.28.1"],
                new()
                {
                    Cpu = 0.004,
                    MemoryMiB = 32,
                    Voice = Voice.Logfmt,
                }
            ),
            ["quay.io/prometheus/node-exporter"] = (
                ["v1.9.1"],
                new()
                {
                    Cpu = 0.006,
                    MemoryMiB = 24,
                    Voice = Voice.Logfmt,
                }
            ),
            ["quay.io/prometheus/blackbox-exporter"] = (
                ["v0.27.0"],
                new()
                {
                    Cpu = 0.003,
                    MemoryMiB = 22,
                    Voice = Voice.Logfmt,
                }
            ),
            ["grafana/grafana"] = (
                [],
                new()
                {
                    Cpu = 0.02,
                    MemoryMiB = 190,
                    Voice = Voice.Logfmt,
                }
            ),
        };
}
