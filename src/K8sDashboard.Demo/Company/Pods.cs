using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Company;

/// <summary>The pod templates of an app, with the API server's defaults.</summary>
public static class Pods
{
    public const string ControlPlaneTaint = "node-role.kubernetes.io/control-plane";

    public static PodTemplateSpec Template(App app)
    {
        var template = new PodTemplateSpec { Metadata = new ObjectMeta(), Spec = Spec(app) };
        template.Metadata.Labels.Add(LabelsOf(app));
        if (app.Scraped)
        {
            template.Metadata.Annotations["prometheus.io/scrape"] = "true";
            template.Metadata.Annotations["prometheus.io/port"] = $"{app.Port}";
        }

        return template;
    }

    /// <summary>The labels that workload, Service and budget select the app's pods by.</summary>
    public static Dictionary<string, string> SelectorOf(App app) => new() { ["app.kubernetes.io/name"] = app.Name };

    public static Dictionary<string, string> LabelsOf(App app)
    {
        var labels = SelectorOf(app);
        labels["app.kubernetes.io/part-of"] = app.Namespace;
        if (app.Image.Split(':') is [.., var tag])
            labels["app.kubernetes.io/version"] = tag;
        if (app.Kind == AppKind.StaticPod)
            (labels["component"], labels["tier"]) = (app.Name, "control-plane");
        else if (app.Namespace == "kube-system")
            labels["k8s-app"] = app.Name == "coredns" ? "kube-dns" : app.Name;
        return labels;
    }

    public static PodSpec Spec(App app)
    {
        var spec = new PodSpec
        {
            Containers = { Container(app) },
            RestartPolicy = app.Kind is AppKind.CronJob or AppKind.Job ? "Never" : "Always",
            TerminationGracePeriodSeconds = 30,
            DnsPolicy = "ClusterFirst",
            ServiceAccountName = "default",
            ServiceAccount = "default",
            SecurityContext = new PodSecurityContext(),
            SchedulerName = "default-scheduler",
            HostNetwork = app.OfNode,
        };
        if (app.OfNode)
            spec.PriorityClassName = "system-node-critical";
        if (app.Kind is AppKind.DaemonSet)
            spec.Tolerations.Add(
                new Toleration
                {
                    Key = ControlPlaneTaint,
                    Operator = "Exists",
                    Effect = "NoSchedule",
                }
            );
        return spec;
    }

    private static Container Container(App app)
    {
        var container = new Container
        {
            Name = app.Name,
            Image = app.Image,
            Resources = new ResourceRequirements(),
            TerminationMessagePath = "/dev/termination-log",
            TerminationMessagePolicy = "File",
            ImagePullPolicy = "IfNotPresent",
        };
        Fill(container.Resources.Requests, app.Requests);
        Fill(container.Resources.Limits, app.Limits);
        if (app.Port > 0)
        {
            container.Ports.Add(
                new ContainerPort
                {
                    Name = "http",
                    ContainerPort_ = app.Port,
                    HostPort = app.OfNode ? app.Port : 0,
                    Protocol = "TCP",
                }
            );
            container.ReadinessProbe = new Probe
            {
                Handler = new ProbeHandler
                {
                    HttpGet = new HTTPGetAction
                    {
                        Path = app.Probe,
                        Port = new IntOrString { Type = 1, StrVal = "http" },
                        Scheme = "HTTP",
                    },
                },
                TimeoutSeconds = 1,
                PeriodSeconds = 10,
                SuccessThreshold = 1,
                FailureThreshold = 3,
            };
        }

        if (app.Scraped)
        {
            container.Env.Add(new EnvVar { Name = "ASPNETCORE_ENVIRONMENT", Value = "Production" });
            container.Env.Add(
                new EnvVar
                {
                    Name = "DATABASE_PASSWORD",
                    ValueFrom = new EnvVarSource
                    {
                        SecretKeyRef = new SecretKeySelector
                        {
                            LocalObjectReference = new() { Name = app.Name },
                            Key = "password",
                        },
                    },
                }
            );
        }

        if (app.Volume is not null)
            container.VolumeMounts.Add(new VolumeMount { Name = "data", MountPath = "/var/lib/data" });
        return container;
    }

    // "100m/128Mi": CPU and memory; an empty or zero amount is not set.
    private static void Fill(Google.Protobuf.Collections.MapField<string, Quantity> amounts, string text)
    {
        var parts = text.Split('/');
        if (parts[0] is not ("" or "0"))
            amounts["cpu"] = new Quantity { String = parts[0] };
        if (parts[1] is not ("" or "0"))
            amounts["memory"] = new Quantity { String = parts[1] };
    }
}
