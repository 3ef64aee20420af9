using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Tests.Health;

/// <summary>Builders of cluster objects with healthy defaults, so that a test spells out only what it is about.</summary>
public static partial class Given
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly ContainerState Running = new ContainerState.Running(Now.AddMinutes(-30));

    public static DateTimeOffset Ago(double minutes) => Now.AddMinutes(-minutes);

    public static ContainerState Waiting(string reason, string message = "") => new ContainerState.Waiting(reason, message);

    public static ContainerState.Terminated Ended(int exitCode, string reason = "", int signal = 0, double minutesAgo = 1) =>
        new(exitCode, signal, reason, "", Ago(minutesAgo));

    /// <summary>A running, ready container by default.</summary>
    public static Container Container(
        string name = "app",
        ContainerState? state = null,
        bool? ready = null,
        int restarts = 0,
        ContainerState.Terminated? last = null,
        string image = "nginx:1.7.9",
        bool sidecar = false,
        bool? started = null,
        ResourceList? requests = null
    ) =>
        new(
            new ContainerTemplate(name, image) { RestartsAlways = sidecar, Requests = requests ?? ResourceList.None },
            new ContainerStatus
            {
                State = state ?? Running,
                Ready = ready ?? state is null or ContainerState.Running,
                Started = started,
                Restarts = restarts,
                Last = last,
            }
        );

    /// <summary>A running, ready pod with one container on <c>node-1</c>, one hour old.</summary>
    public static Pod Pod(string name = "web-1", string @namespace = "shop") =>
        new()
        {
            Ref = new(@namespace, name),
            Uid = $"uid-pod-{@namespace}-{name}",
            ResourceVersion = "1",
            Created = Ago(60),
            NodeName = "node-1",
            Phase = PodPhase.Running,
            PodIp = "10.2.0.1",
            Containers = [Container()],
            Conditions = [Condition("Ready", ConditionStatus.True)],
        };

    /// <summary>The same pod with waiting containers.</summary>
    public static Pod Waits(this Pod pod, string reason, string image = "nginx:1.9.1", double minutes = 1) =>
        pod with
        {
            Phase = PodPhase.Pending,
            PodIp = "",
            Created = Ago(minutes),
            Containers = [Container(state: Waiting(reason), image: image)],
            Conditions = [Condition("Ready", ConditionStatus.False, minutes: minutes)],
        };

    public static Pod OwnedBy(this Pod pod, Workload set) =>
        pod with
        {
            Owner = new(ReplicaSetResource.Type, set.Name, set.Uid),
            Labels = set.Selector,
        };

    public static Condition Condition(string type, ConditionStatus status, string reason = "", string message = "", double minutes = 30) =>
        new(type, status, reason, message, Ago(minutes));

    /// <summary>A Deployment whose replicas are all up to date and available.</summary>
    public static Workload Deployment(string name = "web", int desired = 3, string @namespace = "shop") =>
        new()
        {
            Type = DeploymentResource.Type,
            Ref = new(@namespace, name),
            Uid = $"uid-deployment-{@namespace}-{name}",
            ResourceVersion = "1",
            Created = Ago(60),
            Desired = desired,
            Current = desired,
            Updated = desired,
            Ready = desired,
            Available = desired,
            Revision = 1,
            Selector = LabelsOf("app", name),
            TemplateLabels = LabelsOf("app", name),
            Containers = [new("nginx", "nginx:1.7.9")],
            Conditions =
            [
                Condition("Available", ConditionStatus.True),
                Condition("Progressing", ConditionStatus.True, "NewReplicaSetAvailable"),
            ],
        };

    public static Workload ReplicaSet(
        Workload deployment,
        string hash,
        long revision,
        int desired,
        int? current = null,
        string image = "nginx:1.7.9"
    ) =>
        new()
        {
            Type = ReplicaSetResource.Type,
            Ref = deployment.Ref with { Name = $"{deployment.Name}-{hash}" },
            Uid = $"uid-set-{deployment.Namespace}-{deployment.Name}-{hash}",
            ResourceVersion = "1",
            Created = Ago(60 - revision),
            Desired = desired,
            Current = current ?? desired,
            Ready = desired,
            Available = desired,
            Revision = revision,
            Selector = deployment.Selector,
            TemplateLabels = deployment.TemplateLabels,
            Owner = new(DeploymentResource.Type, deployment.Name, deployment.Uid),
            Containers = [new("nginx", image)],
        };

    public static Node Node(string name = "node-1", params Condition[] conditions) =>
        new()
        {
            Ref = ObjectRef.ClusterScoped(name),
            Uid = $"uid-node-{name}",
            ResourceVersion = "1",
            Created = Ago(600),
            Conditions = conditions is [] ? [Condition("Ready", ConditionStatus.True, "KubeletReady")] : [.. conditions],
            Allocatable = new(2, 4.0 * 1024 * 1024 * 1024, null, 110),
            Capacity = new(2, 4.0 * 1024 * 1024 * 1024, null, 110),
            Addresses = [new("InternalIP", "10.1.0.1")],
            KubeletVersion = "v1.36.2",
        };

    public static Service Service(string name = "web", string app = "web", string @namespace = "shop", params ServicePort[] ports) =>
        new()
        {
            Ref = new(@namespace, name),
            Uid = $"uid-service-{@namespace}-{name}",
            ResourceVersion = "1",
            Created = Ago(60),
            ClusterIp = "10.96.0.10",
            Selector = app.Length == 0 ? Labels.None : LabelsOf("app", app),
            Ports = ports is [] ? [new("", "TCP", 80, "80", 0)] : [.. ports],
        };

    /// <summary>Its ports are the Service's, with numeric target ports.</summary>
    public static EndpointSlice Slice(Service service, params Endpoint[] endpoints) =>
        Slice(
            service,
            [
                .. service
                    .Ports.Where(port => int.TryParse(port.TargetPort, out _))
                    .Select(port => new EndpointPort(
                        port.Name,
                        port.Protocol,
                        int.Parse(port.TargetPort, System.Globalization.CultureInfo.InvariantCulture)
                    )),
            ],
            endpoints
        );

    public static EndpointSlice Slice(Service service, ImmutableArray<EndpointPort> ports, params Endpoint[] endpoints) =>
        new()
        {
            Ref = service.Ref with { Name = $"{service.Name}-{string.Join('-', ports.Select(port => $"{port.Name}{port.Port}"))}" },
            Uid = $"uid-slice-{service.Name}",
            ResourceVersion = "1",
            Created = Ago(60),
            ServiceName = service.Name,
            Subsets = [new([.. endpoints], ports)],
        };

    public static Endpoint Endpoint(Pod pod, bool ready = true) => new(pod.PodIp, ready, ready, false, pod.Name, pod.NodeName);

    /// <summary>The endpoint of a terminating pod that still serves.</summary>
    public static Endpoint Draining(Pod pod) => new(pod.PodIp, false, true, true, pod.Name, pod.NodeName);

    public static ClusterEvent Event(
        string kind,
        ClusterObject subject,
        string reason,
        string message,
        string type = "Warning",
        int count = 1
    ) =>
        new()
        {
            Ref = new(subject.Namespace, $"{subject.Name}.{reason}"),
            Uid = $"uid-event-{subject.Name}-{reason}",
            ResourceVersion = "1",
            Created = Ago(2),
            Type = type,
            Reason = reason,
            Message = message,
            Count = count,
            LastSeen = Ago(1),
            Subject = new(TypeOf(kind), subject.Ref, subject.Uid),
            Source = "kubelet",
        };

    /// <summary>The type of this kind; a built-in workload where it is not watched.</summary>
    public static ResourceType TypeOf(string kind) =>
        ResourceCatalog.All.Select(definition => definition.Type).FirstOrDefault(type => type.Kind == kind)
        ?? ResourceType.OfKind(kind is "Job" or "CronJob" ? "batch/v1" : "apps/v1", kind);

    public static Labels LabelsOf(string key, string value) => Labels.Of([new(key, value)]);

    public static Table<T> Live<T>(params ImmutableArray<T> items)
        where T : ClusterObject => TableOf(new SyncState.Live(), items);

    public static Table<T> TableOf<T>(SyncState sync, params ImmutableArray<T> items)
        where T : ClusterObject => new(items, sync, Interlocked.Increment(ref versions));

    /// <summary>A fully listed, empty cluster.</summary>
    public static ClusterSnapshot EmptyCluster { get; } =
        ResourceCatalog.All.Aggregate(
            new ClusterSnapshot { Version = 1 },
            (snapshot, definition) => WithNone(snapshot, (dynamic)definition)
        );

    private static ClusterSnapshot WithNone<T>(ClusterSnapshot snapshot, ResourceDefinition<T> definition)
        where T : ClusterObject => snapshot.With(definition, Live<T>());

    // Tables of one version must hold equal items, across tests too.
    private static long versions;
}
