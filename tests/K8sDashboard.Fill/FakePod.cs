using k8s.Models;

namespace K8sDashboard.Fill;

/// <summary>A pod without processes, of realistic size: three containers, environment, probes, volumes.</summary>
internal static class FakePod
{
    private const int Variables = 18;

    public static V1Pod Create(int pod, int nodes, V1ReplicaSet? owner)
    {
        var set = Layout.SetOf(pod);
        var ended = Layout.LifeOf(pod) == Life.Completed;
        return new V1Pod
        {
            Metadata = new V1ObjectMeta
            {
                Name = Layout.PodName(pod),
                NamespaceProperty = Layout.Namespace(set),
                // Without the set's labels its ReplicaSet does not count the finished pod as a replica.
                Labels = ended
                    ? new Dictionary<string, string> { [Layout.Mark] = "true", ["job"] = $"{Layout.App(set)}-migrate" }
                    : Labels(set),
                Annotations = new Dictionary<string, string>
                {
                    ["checksum/config"] = $"{set:x16}{set:x16}{set:x16}{set:x16}",
                    ["cni.projectcalico.org/podIP"] = $"{Ip(pod)}/32",
                    ["sidecar.example/status"] =
                        $$"""{"version":"1.9.2","initContainers":["init"],"containers":["proxy"],"revision":"{{set % 5}}"}""",
                },
                OwnerReferences =
                    owner is null || ended
                        ? null
                        :
                        [
                            new V1OwnerReference
                            {
                                ApiVersion = "apps/v1",
                                Kind = "ReplicaSet",
                                Name = owner.Metadata.Name,
                                Uid = owner.Metadata.Uid,
                                Controller = true,
                                BlockOwnerDeletion = true,
                            },
                        ],
            },
            Spec = Spec(set, Layout.NodeName(pod % nodes), ended ? "Never" : "Always"),
        };
    }

    public static Dictionary<string, string> Selector(int set) =>
        new() { ["app"] = Layout.App(set), ["pod-template-hash"] = Layout.Hash(set) };

    public static Dictionary<string, string> Labels(int set) =>
        new()
        {
            [Layout.Mark] = "true",
            ["app"] = Layout.App(set),
            ["app.kubernetes.io/name"] = Layout.App(set),
            ["app.kubernetes.io/version"] = $"1.{set % 40}.0",
            ["pod-template-hash"] = Layout.Hash(set),
            ["team"] = $"team-{set % 9}",
            ["tier"] = set % 3 == 0 ? "front" : "back",
        };

    public static V1PodSpec Spec(int set, string node, string restartPolicy = "Always") =>
        new()
        {
            NodeName = node.Length == 0 ? null : node,
            RestartPolicy = restartPolicy,
            AutomountServiceAccountToken = false,
            TerminationGracePeriodSeconds = 30,
            // Tolerates all taints: never evicted.
            Tolerations = [new V1Toleration { OperatorProperty = "Exists" }],
            InitContainers = [Container("init", $"registry.example/mesh/init:1.9.2", "10m", "16Mi", variables: 2)],
            Containers =
            [
                Container("app", $"registry.example/shop/{Layout.App(set)}:1.{set % 40}.0", "100m", "128Mi", Variables),
                Container("proxy", "registry.example/mesh/proxy:1.9.2", "50m", "64Mi", Variables),
                Container("logs", "registry.example/logging/agent:2.1.0", "10m", "32Mi", variables: 6),
            ],
            Volumes =
            [
                new V1Volume
                {
                    Name = "config",
                    ConfigMap = new V1ConfigMapVolumeSource { Name = $"{Layout.App(set)}-config" },
                },
                new V1Volume
                {
                    Name = "secrets",
                    Secret = new V1SecretVolumeSource { SecretName = $"{Layout.App(set)}-secrets" },
                },
                new V1Volume { Name = "scratch", EmptyDir = new V1EmptyDirVolumeSource() },
            ],
        };

    public static string Ip(int pod) => $"100.{64 + (pod >> 16)}.{(pod >> 8) & 255}.{pod & 255}";

    private static V1Container Container(string name, string image, string cpu, string memory, int variables) =>
        new()
        {
            Name = name,
            Image = image,
            Env =
            [
                .. Enumerable
                    .Range(0, variables)
                    .Select(number => new V1EnvVar
                    {
                        Name = $"SETTING_{number}_OF_{name.ToUpperInvariant()}",
                        Value = $"http://service-{number}.example:8080/path/of/{name}",
                    }),
            ],
            Ports =
                name == "logs"
                    ? null
                    :
                    [
                        new V1ContainerPort
                        {
                            Name = "http",
                            ContainerPort = name == "app" ? 8080 : 15001,
                            Protocol = "TCP",
                        },
                    ],
            Resources = new V1ResourceRequirements
            {
                Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new(cpu), ["memory"] = new(memory) },
                Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new(memory) },
            },
            ReadinessProbe = name == "app" ? Probe("/ready") : null,
            LivenessProbe = name == "app" ? Probe("/live") : null,
            VolumeMounts =
            [
                new V1VolumeMount
                {
                    Name = "config",
                    MountPath = "/etc/app",
                    ReadOnlyProperty = true,
                },
                new V1VolumeMount
                {
                    Name = "secrets",
                    MountPath = "/var/run/secrets/app",
                    ReadOnlyProperty = true,
                },
                new V1VolumeMount { Name = "scratch", MountPath = "/tmp" },
            ],
        };

    private static V1Probe Probe(string path) =>
        new()
        {
            HttpGet = new V1HTTPGetAction { Path = path, Port = "http" },
            InitialDelaySeconds = 5,
            PeriodSeconds = 10,
            TimeoutSeconds = 2,
            FailureThreshold = 3,
        };
}
