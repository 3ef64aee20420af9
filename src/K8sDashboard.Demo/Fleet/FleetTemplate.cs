using Google.Protobuf.Collections;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Fleet;

/// <summary>The pod templates of the fleet: the program and one to three sidecars, of realistic size.</summary>
internal static class FleetTemplate
{
    private const int Port = 8080;
    private const int ConfigMode = 420; // rw-r--r--
    private static readonly string[] Settings =
    [
        "LOG_LEVEL",
        "HTTP_READ_TIMEOUT",
        "HTTP_IDLE_TIMEOUT",
        "MAX_CONNECTIONS",
        "FEATURE_FLAGS_URL",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
    ];
    private static readonly string[] Values =
    [
        "info",
        "15s",
        "90s",
        "512",
        "http://flags.platform.svc:8080",
        "http://otel-collector.platform.svc:4317",
    ];

    /// <summary>The workload as an app of the company, for the shared code.</summary>
    public static App AppOf(FleetApp app, TimeSpan age) =>
        new(app.Namespace, app.Name, AppKind.Deployment, app.Image(app.Versions.Now), app.Replicas, "250m/256Mi", "1/512Mi")
        {
            Port = Port,
            Age = age,
            ChangeCause = $"release {app.Versions.Now}",
        };

    /// <summary>Adds sidecars, volumes and settings to the template.</summary>
    public static void Fill(PodTemplateSpec template, FleetApp app)
    {
        var (labels, spec) = (template.Metadata.Labels, template.Spec);
        labels["app.kubernetes.io/component"] = app.Name.Split('-')[^1];
        labels["team"] = app.Namespace.Split('-')[1];
        template.Metadata.Annotations["example.com/config-checksum"] = $"{app.Number * 2654435761L:x16}{app.Number * 40503L:x16}";
        spec.Tolerations.Add(
            new Toleration
            {
                Key = FleetNodes.Taint.Key,
                Operator = "Equal",
                Value = FleetNodes.Taint.Value,
                Effect = FleetNodes.Taint.Effect,
            }
        );
        Program(spec.Containers[0], app);
        if (app.Number % 3 > 0)
            spec.Containers.Add(Proxy());
        if (app.Number % 3 > 1)
            spec.Containers.Add(Helper("config-reload", "quay.io/example/config-reload:0.9.3", "10m", "48Mi", ("config", "/etc/app")));
        spec.Containers.Add(Helper("log-shipper", "cr.fluentbit.io/fluent/fluent-bit:4.0.8", "20m", "64Mi", ("logs", "/var/log/app")));
        spec.Volumes.Add(
            new Volume
            {
                Name = "config",
                VolumeSource = new()
                {
                    ConfigMap = new ConfigMapVolumeSource
                    {
                        LocalObjectReference = new() { Name = $"{app.Name}-config" },
                        DefaultMode = ConfigMode,
                        Optional = true,
                    },
                },
            }
        );
        spec.Volumes.Add(
            new Volume
            {
                Name = "tls",
                VolumeSource = new()
                {
                    Secret = new SecretVolumeSource
                    {
                        SecretName = $"{app.Name}-tls",
                        DefaultMode = ConfigMode,
                        Optional = true,
                    },
                },
            }
        );
        foreach (var name in (string[])["cache", "logs"])
            spec.Volumes.Add(
                new Volume
                {
                    Name = name,
                    VolumeSource = new() { EmptyDir = new EmptyDirVolumeSource { SizeLimit = new Quantity { String = "1Gi" } } },
                }
            );
    }

    /// <summary>A helper without probes: its restart leaves the pod ready.</summary>
    public static bool IsUnprobed(Container container) => container.ReadinessProbe is null && container.LivenessProbe is null;

    private static void Program(Container program, FleetApp app)
    {
        foreach (
            var (name, path) in ((string, string)[])
                [
                    ("POD_NAME", "metadata.name"),
                    ("POD_NAMESPACE", "metadata.namespace"),
                    ("POD_IP", "status.podIP"),
                    ("NODE_NAME", "spec.nodeName"),
                ]
        )
            program.Env.Add(
                new EnvVar
                {
                    Name = name,
                    ValueFrom = new EnvVarSource
                    {
                        FieldRef = new ObjectFieldSelector { ApiVersion = "v1", FieldPath = path },
                    },
                }
            );
        foreach (var (name, value) in Settings.Zip(Values))
            program.Env.Add(new EnvVar { Name = name, Value = value });
        program.Env.Add(
            new EnvVar
            {
                Name = "DATABASE_URL",
                Value = $"postgres://{app.Name}@db.{app.Namespace}.svc:5432/{app.Name.Split('-')[0]}?sslmode=verify-full",
            }
        );
        program.Env.Add(
            new EnvVar
            {
                Name = "DATABASE_PASSWORD",
                ValueFrom = new EnvVarSource
                {
                    SecretKeyRef = new SecretKeySelector
                    {
                        LocalObjectReference = new() { Name = app.Name },
                        Key = "password",
                        Optional = true,
                    },
                },
            }
        );
        program.Ports.Add(
            new ContainerPort
            {
                Name = "metrics",
                ContainerPort_ = 9090,
                Protocol = "TCP",
            }
        );
        program.LivenessProbe = Probe("/livez", "http", period: 20);
        program.StartupProbe = Probe("/livez", "http", period: 5);
        program.SecurityContext = Locked();
        Mount(program, ("config", "/etc/app"), ("tls", "/etc/tls"), ("cache", "/var/cache/app"), ("logs", "/var/log/app"));
    }

    private static Container Proxy()
    {
        var proxy = Helper("proxy", "quay.io/example/mesh-proxy:1.27.3", "100m", "128Mi", ("tls", "/etc/tls"));
        proxy.Args.Add(["proxy", "sidecar", "--domain", "$(POD_NAMESPACE).svc.cluster.local", "--concurrency", "2", "--drain-time", "45s"]);
        proxy.Ports.Add(
            new ContainerPort
            {
                Name = "proxy-stats",
                ContainerPort_ = 15090,
                Protocol = "TCP",
            }
        );
        proxy.ReadinessProbe = Probe("/healthz/ready", "proxy-stats", period: 10);
        return proxy;
    }

    private static Container Helper(string name, string image, string cpu, string memory, (string Name, string Path) mount)
    {
        var helper = new Container
        {
            Name = name,
            Image = image,
            Resources = new ResourceRequirements(),
            SecurityContext = Locked(),
        };
        helper.Env.Add(
            new EnvVar
            {
                Name = "POD_NAMESPACE",
                ValueFrom = new EnvVarSource
                {
                    FieldRef = new ObjectFieldSelector { ApiVersion = "v1", FieldPath = "metadata.namespace" },
                },
            }
        );
        foreach (var amounts in (MapField<string, Quantity>[])[helper.Resources.Requests, helper.Resources.Limits])
        {
            amounts["cpu"] = new Quantity { String = cpu };
            amounts["memory"] = new Quantity { String = memory };
        }

        Mount(helper, mount);
        return helper;
    }

    private static void Mount(Container container, params (string Name, string Path)[] mounts) =>
        container.VolumeMounts.Add(
            mounts.Select(mount => new VolumeMount
            {
                Name = mount.Name,
                MountPath = mount.Path,
                ReadOnly = mount.Name is "config" or "tls",
            })
        );

    private static Probe Probe(string path, string port, int period) =>
        new()
        {
            Handler = new ProbeHandler
            {
                HttpGet = new HTTPGetAction
                {
                    Path = path,
                    Port = new IntOrString { Type = 1, StrVal = port },
                    Scheme = "HTTP",
                },
            },
            TimeoutSeconds = 1,
            PeriodSeconds = period,
            SuccessThreshold = 1,
            FailureThreshold = 3,
        };

    private static SecurityContext Locked() =>
        new()
        {
            RunAsUser = 10_001,
            RunAsNonRoot = true,
            ReadOnlyRootFilesystem = true,
            AllowPrivilegeEscalation = false,
            Capabilities = new Capabilities { Drop = { "ALL" } },
        };
}
