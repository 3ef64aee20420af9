using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Api.Networking.V1;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Company;

/// <summary>The Service of an app, and the Ingress of its host name.</summary>
public static class ServicesAndIngresses
{
    public const string PublicAddress = "203.0.113.10";

    public static Service? Service(App app, SeededRandom chance, DateTimeOffset made)
    {
        if (app.Port == 0 || app.Kind is AppKind.StaticPod or AppKind.Job or AppKind.CronJob)
            return null;
        var headless = app.Kind is AppKind.StatefulSet or AppKind.DaemonSet;
        var service = new Service
        {
            Metadata = Manifests.Meta(app, made),
            Spec = new ServiceSpec
            {
                Type = "ClusterIP",
                ClusterIP = headless ? "None" : Address(app, chance),
                SessionAffinity = "None",
                IpFamilyPolicy = "SingleStack",
                InternalTrafficPolicy = "Cluster",
                IpFamilies = { "IPv4" },
            },
            Status = new ServiceStatus { LoadBalancer = new LoadBalancerStatus() },
        };
        service.Spec.ClusterIPs.Add(service.Spec.ClusterIP);
        service.Spec.Selector.Add(Pods.SelectorOf(app));
        if (app.ServiceLooksFor is { } mistyped)
            service.Spec.Selector["app.kubernetes.io/name"] = mistyped;
        service.Spec.Ports.Add(
            new ServicePort
            {
                Name = "http",
                Protocol = "TCP",
                Port = app.Scraped ? 80 : app.Port,
                TargetPort = new IntOrString { Type = 1, StrVal = "http" },
            }
        );
        // The Service of CoreDNS is called kube-dns, and clients depend on that name.
        if (app.Name == "coredns")
            (service.Metadata.Name, service.Spec.ClusterIP, service.Spec.ClusterIPs[0]) = ("kube-dns", "10.96.0.10", "10.96.0.10");
        if (app.Scraped)
        {
            service.Metadata.Annotations["prometheus.io/probe"] = "true";
            service.Metadata.Annotations["prometheus.io/probe-path"] = app.Probe;
        }

        if (app.Name == "ingress-nginx-controller")
        {
            service.Spec.Type = "LoadBalancer";
            service.Spec.Ports[0].NodePort = 30080;
            service.Status.LoadBalancer.Ingress.Add(new LoadBalancerIngress { Ip = PublicAddress });
        }

        return service;
    }

    public static Ingress? Ingress(App app, DateTimeOffset made)
    {
        if (app.Host is not { } host)
            return null;
        var ingress = new Ingress
        {
            Metadata = Manifests.Meta(app, made),
            Spec = new IngressSpec
            {
                IngressClassName = "nginx",
                Tls =
                {
                    new IngressTLS { Hosts = { host }, SecretName = $"{app.Name}-tls" },
                },
                Rules =
                {
                    new IngressRule
                    {
                        Host = host,
                        IngressRuleValue = new IngressRuleValue
                        {
                            Http = new HTTPIngressRuleValue
                            {
                                Paths =
                                {
                                    new HTTPIngressPath
                                    {
                                        Path = "/",
                                        PathType = "Prefix",
                                        Backend = new IngressBackend
                                        {
                                            Service = new IngressServiceBackend
                                            {
                                                Name = app.Name,
                                                Port = new ServiceBackendPort { Name = "http" },
                                            },
                                        },
                                    },
                                },
                            },
                        },
                    },
                },
            },
            Status = new IngressStatus
            {
                LoadBalancer = new IngressLoadBalancerStatus { Ingress = { new IngressLoadBalancerIngress { Ip = PublicAddress } } },
            },
        };
        ingress.Metadata.Annotations["prometheus.io/probe"] = "true";
        return ingress;
    }

    private static string Address(App app, SeededRandom chance) =>
        $"10.96.{1 + chance.Below(250, $"{app.Namespace}/{app.Name}/a")}.{1 + chance.Below(250, $"{app.Namespace}/{app.Name}/b")}";
}
