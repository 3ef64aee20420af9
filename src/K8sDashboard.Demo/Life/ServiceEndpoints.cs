using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Discovery.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using EndpointPort = K8sDashboard.Demo.Api.Discovery.V1.EndpointPort;

namespace K8sDashboard.Demo.Life;

/// <summary>The endpoints controllers: behind each Service the pods that its selector matches, as slices and in the older form.</summary>
public sealed class ServiceEndpoints(ClusterState state, Chance chance)
{
    private const string ServiceLabel = "kubernetes.io/service-name";
    private const string KeeperLabel = "endpoints.kubernetes.io/managed-by";
    private const string Keeper = "endpoint-controller";

    public void Turn(DateTimeOffset now)
    {
        var slices = state.List<EndpointSlice>().ToLookup(slice => (slice.Metadata.Namespace, slice.Metadata.Labels.GetValueOrDefault(ServiceLabel)));
        foreach (var service in state.List<Service>().Where(service => service.Spec.Selector.Count > 0 && service.Spec.Type != "ExternalName"))
        {
            var pods = state.List<Pod>().Where(pod => pod.Metadata.Namespace == service.Metadata.Namespace && IsBehind(pod, service)).ToList();
            var (slice, endpoints) = Of(service, pods, chance);
            if (slices[(service.Metadata.Namespace, service.Metadata.Name)].FirstOrDefault() is not { } known) state.Create(slice);
            else
            {
                state.Change(known, changed =>
                {
                    changed.Endpoints.Clear();
                    changed.Endpoints.Add(slice.Endpoints);
                    changed.Ports.Clear();
                    changed.Ports.Add(slice.Ports);
                });
            }

            Keep(endpoints);
        }

        // Nobody owns them in the older form, so that they are not garbage by themselves.
        foreach (var left in state.List<Endpoints>().Where(one => one.Metadata.Labels.GetValueOrDefault(KeeperLabel) == Keeper && state.Get<Service>(one.Metadata.Namespace, one.Metadata.Name) is null))
            state.Remove<Endpoints>(left.Metadata, now);
    }

    /// <summary>What is behind a Service, in both forms.</summary>
    internal static (EndpointSlice Slice, Endpoints Old) Of(Service service, List<Pod> pods, Chance chance) => (Slice(service, pods, chance), Old(service, pods));

    private static bool IsBehind(Pod pod, Service service) =>
        pod.Status is { PodIP.Length: > 0, Phase: not ("Succeeded" or "Failed") } && Labels.Match(service.Spec.Selector, pod.Metadata.Labels);

    private static EndpointSlice Slice(Service service, List<Pod> pods, Chance chance)
    {
        var slice = new EndpointSlice
        {
            Metadata = new ObjectMeta
            {
                Namespace = service.Metadata.Namespace, Name = $"{service.Metadata.Name}-{chance.Letters(5, service.Metadata.Uid)}", OwnerReferences = { PodTemplate.OwnedBy(service) },
            },
            AddressType = "IPv4",
        };
        slice.Metadata.Labels[ServiceLabel] = service.Metadata.Name;
        slice.Metadata.Labels["endpointslice.kubernetes.io/managed-by"] = "endpointslice-controller.k8s.io";
        slice.Endpoints.Add(pods.Select(pod => new Endpoint
        {
            Addresses = { pod.Status.PodIP },
            Conditions = new EndpointConditions
            {
                Ready = Availability.IsReady(pod) && pod.Metadata.DeletionTimestamp is null, Serving = Availability.IsReady(pod), Terminating = pod.Metadata.DeletionTimestamp is not null,
            },
            NodeName = pod.Spec.NodeName,
            TargetRef = Target(pod),
        }));
        slice.Ports.Add(service.Spec.Ports.Select(port => new EndpointPort { Name = port.Name, Protocol = port.Protocol, Port = TargetOf(port, pods) }));
        return slice;
    }

    /// <summary>The form that clients of old clusters, and Prometheus' role endpoints, read.</summary>
    private static Endpoints Old(Service service, List<Pod> pods)
    {
        var subset = new EndpointSubset();
        foreach (var pod in pods)
        {
            var address = new EndpointAddress { Ip = pod.Status.PodIP, NodeName = pod.Spec.NodeName, TargetRef = Target(pod) };
            if (Availability.IsReady(pod) && pod.Metadata.DeletionTimestamp is null) subset.Addresses.Add(address);
            else subset.NotReadyAddresses.Add(address);
        }

        subset.Ports.Add(service.Spec.Ports.Select(port => new Api.Core.V1.EndpointPort { Name = port.Name, Protocol = port.Protocol, Port = TargetOf(port, pods) }));
        var wanted = new Endpoints { Metadata = new ObjectMeta { Namespace = service.Metadata.Namespace, Name = service.Metadata.Name, Labels = { [KeeperLabel] = Keeper } } };
        if (pods.Count > 0) wanted.Subsets.Add(subset);
        return wanted;
    }

    private void Keep(Endpoints wanted)
    {
        if (state.Get<Endpoints>(wanted.Metadata.Namespace, wanted.Metadata.Name) is not { } known) state.Create(wanted);
        else
        {
            state.Change(known, changed =>
            {
                changed.Subsets.Clear();
                changed.Subsets.Add(wanted.Subsets);
            });
        }
    }

    private static int TargetOf(ServicePort port, List<Pod> pods) => port.TargetPort switch
    {
        null => port.Port,
        { Type: 0, IntVal: 0 } => port.Port,
        { Type: 0 } number => number.IntVal,
        var name => pods.SelectMany(pod => pod.Spec.Containers).SelectMany(container => container.Ports).FirstOrDefault(one => one.Name == name.StrVal)?.ContainerPort_ ?? port.Port,
    };

    private static ObjectReference Target(Pod pod) => new() { Kind = "Pod", Namespace = pod.Metadata.Namespace, Name = pod.Metadata.Name, Uid = pod.Metadata.Uid };
}
