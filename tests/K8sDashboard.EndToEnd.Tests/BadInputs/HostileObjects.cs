using Google.Protobuf;
using K8sDashboard.Cluster.Wire;

namespace K8sDashboard.EndToEnd.Tests.BadInputs;

/// <summary>
/// A small cluster with hostile content in every free text: all texts in a single field, one in each of a repeated field.
/// </summary>
internal sealed class HostileObjects(IReadOnlyList<string> texts)
{
    private readonly string all = string.Join(" ¦ ", texts);

    private static Time Now => new() { Seconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 60 };

    /// <summary>The items of each list, encoded as protobuf.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<byte[]>> Lists =>
        new Dictionary<string, IReadOnlyList<byte[]>>
        {
            ["nodes"] = [Node().ToByteArray()],
            ["namespaces"] = [new Namespace { Metadata = Meta("", "shop") }.ToByteArray()],
            ["pods"] = [Pod("web", all).ToByteArray(), .. texts.Select((text, i) => Pod($"p-{i:000}", text).ToByteArray())],
            ["deployments"] = [Deployment().ToByteArray()],
            ["services"] = [Service().ToByteArray()],
            ["endpointslices"] =
            [
                new EndpointSlice
                {
                    Metadata = Meta("shop", "web"),
                    Ports = { new SlicePort { Name = all } },
                    Endpoints = { new SliceEndpoint { Addresses = { all } } },
                }.ToByteArray(),
            ],
            ["events"] = [.. texts.Select((text, i) => Event(i, text).ToByteArray())],
        };

    private Node Node()
    {
        var node = new Node
        {
            Metadata = Meta("", "node-1"),
            Spec = new()
            {
                PodCidr = all,
                Taints =
                {
                    texts.Select(text => new Taint
                    {
                        Key = text,
                        Value = text,
                        Effect = text,
                    }),
                },
            },
            Status = new()
            {
                Conditions = { Conditions().Prepend(new ObjectCondition { Type = "Ready", Status = "True" }) },
                Addresses =
                {
                    new NodeAddress { Type = "InternalIP", Address = all },
                    new NodeAddress { Type = "ExternalIP", Address = all },
                },
                NodeInfo = new()
                {
                    OsImage = all,
                    KernelVersion = all,
                    KubeletVersion = all,
                    ContainerRuntimeVersion = all,
                    Architecture = all,
                },
                Capacity = { ["cpu"] = new() { String = texts[0] } },
            },
        };
        node.Metadata.Labels["kubernetes.io/role"] = all;
        return node;
    }

    private Pod Pod(string name, string text)
    {
        var pod = new Pod
        {
            Metadata = Meta("shop", name),
            Spec = new()
            {
                NodeName = "node-1",
                Containers =
                {
                    new Container { Name = "app", Image = text },
                },
                ReadinessGates = { new PodReadinessGate { ConditionType = text } },
            },
            Status = new()
            {
                Phase = "Failed",
                Reason = text,
                Message = text,
                PodIp = text,
                ContainerStatuses =
                {
                    new ContainerStatus
                    {
                        Name = "app",
                        LastState = new()
                        {
                            Terminated = new()
                            {
                                ExitCode = 1,
                                Reason = text,
                                Message = text,
                            },
                        },
                    },
                },
            },
        };
        pod.Status.ContainerStatuses[0].State = new()
        {
            Waiting = new() { Reason = text, Message = text },
        };
        if (name == "web")
            pod.Status.Conditions.AddRange(Conditions());
        pod.Metadata.Labels["app"] = text;
        pod.Metadata.OwnerReferences.Add(
            new OwnerReference
            {
                Kind = text,
                Name = text,
                Uid = "uid-set",
                Controller = true,
            }
        );
        return pod;
    }

    private Deployment Deployment()
    {
        var deployment = new Deployment
        {
            Metadata = Meta("shop", "web"),
            Spec = new()
            {
                Replicas = 3,
                Selector = new() { MatchLabels = { ["app"] = all } },
                Template = new()
                {
                    Spec = new()
                    {
                        Containers =
                        {
                            new Container { Name = "app", Image = all },
                        },
                    },
                },
            },
            Status = new()
            {
                Conditions =
                {
                    Conditions()
                        .Select(one => new DeploymentCondition
                        {
                            Type = one.Type,
                            Status = one.Status,
                            Reason = one.Reason,
                            Message = one.Message,
                        }),
                },
            },
        };
        deployment.Metadata.Annotations["kubernetes.io/change-cause"] = all;
        return deployment;
    }

    private Service Service() =>
        new()
        {
            Metadata = Meta("shop", "web"),
            Spec = new()
            {
                Type = all,
                ClusterIp = all,
                ExternalIps = { texts },
                Selector = { ["app"] = all },
                Ports =
                {
                    texts
                        .Take(20)
                        .Select(
                            (text, i) =>
                                new ServicePort
                                {
                                    Name = text,
                                    Protocol = text,
                                    Port = i + 1,
                                    TargetPort = new() { Type = 1, StrVal = text },
                                }
                        ),
                },
            },
        };

    private static Event Event(int index, string text) =>
        new()
        {
            Metadata = Meta("shop", $"event-{index}"),
            Type = index % 2 == 0 ? "Warning" : text,
            Reason = text,
            Message = text,
            LastTimestamp = Now,
            Count = 2,
            InvolvedObject = new()
            {
                Kind = index % 3 == 0 ? "Pod" : text,
                Namespace = "shop",
                Name = text,
                Uid = "uid-web",
            },
        };

    private IEnumerable<ObjectCondition> Conditions() =>
        texts.Select(
            (text, i) =>
                new ObjectCondition
                {
                    Type = $"{i} {text}",
                    Status = "False",
                    Reason = text,
                    Message = text,
                }
        );

    private static ObjectMeta Meta(string @namespace, string name) =>
        new()
        {
            Name = name,
            Namespace = @namespace,
            Uid = $"uid-{name}",
            ResourceVersion = "10",
            Generation = 1,
            CreationTimestamp = Now,
        };
}
