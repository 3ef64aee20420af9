using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Discovery.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using EndpointPort = K8sDashboard.Demo.Api.Discovery.V1.EndpointPort;

namespace K8sDashboard.Demo.Life;

/// <summary>The endpoint controllers: the pods that a Service selects, as EndpointSlices and as legacy Endpoints.</summary>
public sealed class ServiceEndpoints(ClusterState state, SeededRandom chance)
{
    private const string ServiceLabel = "kubernetes.io/service-name";
    private const string SliceManagerLabel = "endpointslice.kubernetes.io/managed-by";
    private const string SliceManager = "endpointslice-controller.k8s.io";
    private const string KeeperLabel = "endpoints.kubernetes.io/managed-by";
    private const string Keeper = "endpoint-controller";
    private const string ZoneLabel = "topology.kubernetes.io/zone";
    private const int MostInSlice = 100;

    public void Turn(DateTimeOffset now)
    {
        var slices = state
            .List<EndpointSlice>()
            .ToLookup(slice => (slice.Metadata.Namespace, slice.Metadata.Labels.GetValueOrDefault(ServiceLabel)));
        foreach (
            var service in state.List<Service>().Where(service => service.Spec.Selector.Count > 0 && service.Spec.Type != "ExternalName")
        )
        {
            var pods = state
                .List<Pod>()
                .Where(pod => pod.Metadata.Namespace == service.Metadata.Namespace && IsBehind(pod, service))
                .ToList();
            var (wanted, endpoints) = Of(service, pods, chance, ZoneOf);
            Reconcile(wanted, [.. slices[(service.Metadata.Namespace, service.Metadata.Name)].Where(slice => IsOurs(slice, service))], now);
            Keep(endpoints);
        }

        // Legacy Endpoints have no owner reference, so that the garbage collector does not delete them.
        foreach (
            var left in state
                .List<Endpoints>()
                .Where(one =>
                    one.Metadata.Labels.GetValueOrDefault(KeeperLabel) == Keeper
                    && state.Get<Service>(one.Metadata.Namespace, one.Metadata.Name) is null
                )
        )
            state.Remove<Endpoints>(left.Metadata, now);
    }

    /// <summary>The endpoints of a Service in both forms.</summary>
    /// <param name="service">The Service.</param>
    /// <param name="pods">The selected pods with an address.</param>
    /// <param name="chance">Generates the slices' names.</param>
    /// <param name="zoneOf">The zone of a node; null for none.</param>
    internal static (IReadOnlyList<EndpointSlice> Slices, Endpoints Old) Of(
        Service service,
        List<Pod> pods,
        SeededRandom chance,
        Func<string, string?> zoneOf
    )
    {
        var groups = EndpointGroup.Of(service, pods);
        var parts = groups.SelectMany(group => group.Pods.Chunk(MostInSlice).Select(part => group with { Pods = part })).ToList();
        // Without pods there is one slice without ports, since named ports resolve per pod.
        if (parts.Count == 0)
            parts.Add(new EndpointGroup([], []));
        return ([.. parts.Select((part, number) => Slice(service, part, NameOf(service, number, chance), zoneOf))], Old(service, groups));
    }

    // Slices of other managers for the Service are kept; those of a deleted Service of the same name are garbage.
    private static bool IsOurs(EndpointSlice slice, Service service) =>
        slice.Metadata.Labels.GetValueOrDefault(SliceManagerLabel) == SliceManager
        && slice.Metadata.OwnerReferences.Any(owner => owner.Uid == service.Metadata.Uid);

    // Slices are matched by their ports; an obsolete one is reused for other ports before a new one is created.
    private void Reconcile(IReadOnlyList<EndpointSlice> wanted, List<EndpointSlice> known, DateTimeOffset now)
    {
        var missing = new List<EndpointSlice>();
        var taken = new HashSet<string>(known.Select(slice => slice.Metadata.Name));
        foreach (var slice in wanted)
        {
            if (known.Find(one => one.Ports.Equals(slice.Ports)) is { } same)
                Rewrite(same, slice);
            else
                missing.Add(slice);
        }

        foreach (var slice in missing)
        {
            if (known.Count > 0)
                Rewrite(known[0], slice);
            else if (wanted.Select(one => one.Metadata.Name).FirstOrDefault(taken.Add) is { } name)
                Create(slice, name);
        }

        foreach (var left in known)
            state.Remove<EndpointSlice>(left.Metadata, now);

        void Rewrite(EndpointSlice before, EndpointSlice slice)
        {
            known.Remove(before);
            state.Change(
                before,
                changed =>
                {
                    changed.Metadata.Labels.Clear();
                    changed.Metadata.Labels.Add(slice.Metadata.Labels);
                    changed.Endpoints.Clear();
                    changed.Endpoints.Add(slice.Endpoints);
                    changed.Ports.Clear();
                    changed.Ports.Add(slice.Ports);
                }
            );
        }
    }

    private void Create(EndpointSlice slice, string name)
    {
        slice.Metadata.Name = name;
        state.Create(slice);
    }

    private static string NameOf(Service service, int number, SeededRandom chance) =>
        $"{service.Metadata.Name}-{chance.Letters(5, number == 0 ? service.Metadata.Uid : $"{service.Metadata.Uid}/{number}")}";

    private string? ZoneOf(string node) => state.Get<Node>("", node)?.Metadata.Labels.GetValueOrDefault(ZoneLabel);

    private static bool IsBehind(Pod pod, Service service) =>
        pod.Status is { PodIP.Length: > 0, Phase: not ("Succeeded" or "Failed") }
        && Labels.Match(service.Spec.Selector, pod.Metadata.Labels);

    private static EndpointSlice Slice(Service service, EndpointGroup group, string name, Func<string, string?> zoneOf)
    {
        var slice = new EndpointSlice
        {
            Metadata = new ObjectMeta
            {
                Namespace = service.Metadata.Namespace,
                Name = name,
                OwnerReferences = { PodTemplate.OwnedBy(service) },
            },
            AddressType = "IPv4",
        };
        slice.Metadata.Labels.Add(service.Metadata.Labels);
        slice.Metadata.Labels[ServiceLabel] = service.Metadata.Name;
        slice.Metadata.Labels[SliceManagerLabel] = SliceManager;
        slice.Endpoints.Add(group.Pods.Select(pod => Endpoint(service, pod, zoneOf(pod.Spec.NodeName))));
        slice.Ports.Add(
            group.Ports.Select(one => new EndpointPort
            {
                Name = one.Port.Name,
                Protocol = one.Port.Protocol,
                Port = one.Number,
            })
        );
        return slice;
    }

    private static Endpoint Endpoint(Service service, Pod pod, string? zone)
    {
        var (serving, terminating) = (Availability.IsReady(pod), pod.Metadata.DeletionTimestamp is not null);
        var ready = service.Spec.PublishNotReadyAddresses || (serving && !terminating);
        var endpoint = new Endpoint
        {
            Addresses = { pod.Status.PodIP },
            Conditions = new EndpointConditions
            {
                Ready = ready,
                Serving = serving,
                Terminating = terminating,
            },
            NodeName = pod.Spec.NodeName,
            TargetRef = Target(pod),
        };
        if (zone is not null)
            endpoint.Zone = zone;
        return endpoint;
    }

    /// <summary>The legacy Endpoints, read by old clients and Prometheus' endpoints role: terminating pods are excluded.</summary>
    private static Endpoints Old(Service service, IReadOnlyList<EndpointGroup> groups)
    {
        var (ns, name) = (service.Metadata.Namespace, service.Metadata.Name);
        var endpoints = new Endpoints
        {
            Metadata = new ObjectMeta
            {
                Namespace = ns,
                Name = name,
                Labels = { [KeeperLabel] = Keeper },
            },
        };
        foreach (var group in groups.Where(group => group.Ports.Count > 0 || service.Spec.Ports.Count == 0))
        {
            var subset = new EndpointSubset();
            foreach (var pod in group.Pods.Where(pod => service.Spec.PublishNotReadyAddresses || pod.Metadata.DeletionTimestamp is null))
            {
                var address = new EndpointAddress
                {
                    Ip = pod.Status.PodIP,
                    NodeName = pod.Spec.NodeName,
                    TargetRef = Target(pod),
                };
                if (service.Spec.PublishNotReadyAddresses || Availability.IsReady(pod))
                    subset.Addresses.Add(address);
                else
                    subset.NotReadyAddresses.Add(address);
            }

            subset.Ports.Add(
                group.Ports.Select(one => new Api.Core.V1.EndpointPort
                {
                    Name = one.Port.Name,
                    Protocol = one.Port.Protocol,
                    Port = one.Number,
                })
            );
            if (subset.Addresses.Count + subset.NotReadyAddresses.Count > 0)
                endpoints.Subsets.Add(subset);
        }

        return endpoints;
    }

    private void Keep(Endpoints wanted)
    {
        if (state.Get<Endpoints>(wanted.Metadata.Namespace, wanted.Metadata.Name) is not { } known)
            state.Create(wanted);
        else
        {
            state.Change(
                known,
                changed =>
                {
                    changed.Subsets.Clear();
                    changed.Subsets.Add(wanted.Subsets);
                }
            );
        }
    }

    private static ObjectReference Target(Pod pod) =>
        new()
        {
            Kind = "Pod",
            Namespace = pod.Metadata.Namespace,
            Name = pod.Metadata.Name,
            Uid = pod.Metadata.Uid,
        };
}
