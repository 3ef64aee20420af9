using k8s.Models;

namespace K8sDashboard.Cluster.Tests.RealCluster;

/// <summary>Services and Endpoints.</summary>
internal static class SampleServices
{
    public static IEnumerable<V1Service> Services(V1OwnerReference owner) =>
        [
            new V1Service
            {
                Metadata = new V1ObjectMeta { Name = "elsewhere" },
                Spec = new V1ServiceSpec { Type = "ExternalName", ExternalName = "db.example.com" },
            },
            new V1Service
            {
                Metadata = new V1ObjectMeta
                {
                    Name = "balanced",
                    Labels = new Dictionary<string, string> { ["tier"] = "front" },
                    OwnerReferences = [owner],
                },
                Spec = new V1ServiceSpec
                {
                    Type = "LoadBalancer",
                    ExternalIPs = ["198.51.100.7"],
                    PublishNotReadyAddresses = true,
                    Selector = new Dictionary<string, string> { ["app"] = "web" },
                    Ports =
                    [
                        new V1ServicePort
                        {
                            Name = "http",
                            Port = 80,
                            TargetPort = "http",
                            Protocol = "TCP",
                        },
                        new V1ServicePort
                        {
                            Name = "admin",
                            Port = 81,
                            TargetPort = 8081,
                            Protocol = "TCP",
                        },
                    ],
                },
            },
            new V1Service
            {
                Metadata = new V1ObjectMeta { Name = "by-hand" },
                Spec = new V1ServiceSpec
                {
                    Ports =
                    [
                        new V1ServicePort
                        {
                            Name = "http",
                            Port = 8080,
                            Protocol = "TCP",
                        },
                        new V1ServicePort
                        {
                            Name = "dns",
                            Port = 53,
                            TargetPort = 5353,
                            Protocol = "UDP",
                        },
                    ],
                },
            },
        ];

    public static V1ServiceStatus LoadBalancer() =>
        new()
        {
            LoadBalancer = new V1LoadBalancerStatus
            {
                Ingress = [new V1LoadBalancerIngress { Ip = "203.0.113.5" }, new V1LoadBalancerIngress { Hostname = "lb.example.com" }],
            },
        };

    public static V1Endpoints Endpoints(string node, V1OwnerReference owner) =>
        new()
        {
            Metadata = new V1ObjectMeta
            {
                Name = "by-hand",
                Labels = new Dictionary<string, string> { ["tier"] = "back" },
                OwnerReferences = [owner],
            },
            Subsets =
            [
                new V1EndpointSubset
                {
                    Addresses =
                    [
                        new V1EndpointAddress
                        {
                            Ip = "10.251.0.9",
                            NodeName = node,
                            TargetRef = new V1ObjectReference
                            {
                                Kind = "Pod",
                                Name = "evicted",
                                NamespaceProperty = node,
                            },
                        },
                    ],
                    NotReadyAddresses = [new V1EndpointAddress { Ip = "10.251.0.10" }],
                    Ports =
                    [
                        new Corev1EndpointPort
                        {
                            Name = "http",
                            Port = 8080,
                            Protocol = "TCP",
                        },
                        new Corev1EndpointPort
                        {
                            Name = "dns",
                            Port = 53,
                            Protocol = "UDP",
                        },
                    ],
                },
                new V1EndpointSubset
                {
                    Addresses = [new V1EndpointAddress { Ip = "10.251.0.11" }],
                    Ports =
                    [
                        new Corev1EndpointPort
                        {
                            Name = "http",
                            Port = 8080,
                            Protocol = "TCP",
                        },
                    ],
                },
            ],
        };
}
