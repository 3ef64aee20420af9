using Google.Protobuf;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Serving;

namespace K8sDashboard.Demo.Fleet;

/// <summary>
/// Creates the fleet in a converged state: each workload a release or two old, its pods running. Written exactly as controllers, kubelets
/// and API server would, so that reconciling it changes nothing.
/// </summary>
internal sealed class FleetSeeder(FleetPlan plan, FleetNodes nodes, SeededRandom chance, Consumption consumption, DateTimeOffset now)
{
    private const int OldestDays = 380;
    private const int OldestReleaseHours = 19 * 24;
    private const int ServicesANetwork = 62_500;
    private static readonly TimeSpan Started = TimeSpan.FromSeconds(30);

    private readonly FleetNode[] places = [.. nodes.All];
    private int placed;

    /// <summary>All objects, generated lazily: too many to hold at once.</summary>
    public IEnumerable<IMessage> Objects() => Nodes().Concat(Spaces()).Concat(plan.Apps.SelectMany(Workload));

    private IEnumerable<IMessage> Nodes()
    {
        foreach (var place in places)
        {
            var age = TimeSpan.FromHours(24 + chance.Below(OldestDays * 24, place.Host.Machine.Name));
            var node = Inventory.Node(place.Host.Machine, chance, now - age, now);
            node.Metadata.Uid = Uid(node.Metadata.Name);
            node.Metadata.Labels[FleetNodes.PoolLabel] = FleetNodes.Pool;
            node.Spec.Taints.Add(FleetNodes.Taint.Clone());
            place.Object = node;
            yield return node;
            var lease = Leases.Of(Leases.OfNodes, node.Metadata.Name, node.Metadata.Name, Leases.NodeSeconds, now);
            lease.Metadata.Uid = Uid(node.Metadata.Name + "/lease");
            lease.Metadata.CreationTimestamp = node.Metadata.CreationTimestamp;
            yield return lease;
        }
    }

    private IEnumerable<IMessage> Spaces()
    {
        foreach (var name in plan.Namespaces)
        {
            var made = (now - TimeSpan.FromDays(OldestDays)).ToTime();
            yield return new Namespace
            {
                Metadata = new ObjectMeta
                {
                    Name = name,
                    Uid = Uid(name),
                    CreationTimestamp = made,
                    Labels = { ["kubernetes.io/metadata.name"] = name },
                },
                Spec = new NamespaceSpec { Finalizers = { "kubernetes" } },
                Status = new NamespaceStatus { Phase = "Active" },
            };
            yield return new ServiceAccount
            {
                Metadata = new ObjectMeta
                {
                    Namespace = name,
                    Name = "default",
                    Uid = Uid(name + "/default"),
                    CreationTimestamp = made,
                },
            };
        }
    }

    private IEnumerable<IMessage> Workload(FleetApp app)
    {
        var about = $"{app.Namespace}/{app.Name}";
        var released = now - TimeSpan.FromMinutes(30 + chance.Below(OldestReleaseHours * 60, about + "/released"));
        var made = released - TimeSpan.FromDays(1 + chance.Below(OldestDays, about + "/made"));
        var like = FleetTemplate.AppOf(app, now - made);
        var deployment = (Deployment)Manifests.Workload(like, made)!;
        FleetTemplate.Fill(deployment.Spec.Template, app);
        Defaults.Apply(deployment);
        Complete(deployment.Metadata, about, generation: 2);

        var before = deployment.Clone();
        before.Spec.Template.Spec.Containers[0].Image = app.Image(app.Versions.Before);
        before.Spec.Template.Metadata.Labels["app.kubernetes.io/version"] = app.Versions.Before;
        before.Metadata.Annotations["kubernetes.io/change-cause"] = $"release {app.Versions.Before}";
        var old = Deployments.Set(before, revision: 1, replicas: 0, made);
        var set = Deployments.Set(deployment, revision: 2, app.Replicas, released);
        Complete(old.Metadata, $"{about}/old", generation: 3);
        Complete(set.Metadata, $"{about}/set", generation: 2);
        deployment.Metadata.Annotations[Deployments.RevisionAnnotation] = "2";

        var pods = Enumerable
            .Range(0, app.Replicas)
            .Select(number => Pod(set, $"{about}/{number}", released.AddSeconds(chance.Below(90, $"{about}/{number}/late"))))
            .OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal)
            .ToList();
        FleetAuthors.Sign(pods, Started);
        old.Status = ReplicaSets.StatusOf(old, [], now);
        set.Status = ReplicaSets.StatusOf(set, pods, now);
        // Two status updates: during the rollout, and after it.
        deployment.Status = RolloutStatus.Of(deployment, set, [old, set], released);
        deployment.Status = RolloutStatus.Of(deployment, set, [old, set], released + Started);

        var service = ServicesAndIngresses.Service(like, chance, made)!;
        Complete(service.Metadata, about + "/service", generation: 0);
        service.Spec.ClusterIP = service.Spec.ClusterIPs[0] =
            $"10.{97 + app.Number / ServicesANetwork}.{app.Number / 250 % 250}.{1 + app.Number % 250}";
        var (slices, endpoints) = ServiceEndpoints.Of(service, pods, chance, _ => null);
        foreach (var (number, slice) in slices.Index())
            Complete(slice.Metadata, $"{about}/slice/{number}", generation: 1);
        Complete(endpoints.Metadata, about + "/endpoints", generation: 0);
        foreach (var meta in slices.Select(slice => slice.Metadata).Append(endpoints.Metadata))
            meta.CreationTimestamp = made.ToTime();
        return [deployment, old, set, service, .. slices, endpoints, .. pods];
    }

    private Pod Pod(ReplicaSet set, string about, DateTimeOffset made)
    {
        var place = places[placed++ % places.Length];
        var pod = PodTemplate.Make(set.Spec.Template, set, $"{set.Metadata.Name}-{chance.Letters(5, about)}", made);
        pod.Metadata.GenerateName = set.Metadata.Name + "-";
        pod.Spec.NodeName = place.Host.Machine.Name;
        Complete(pod.Metadata, about, generation: 1);
        var run = new PodRun(pod, place.Host, chance, consumption, made, settings: null);
        foreach (var at in (DateTimeOffset[])[made, made + (Started / 2), made + Started])
            run.Step(at);
        pod.Status = run.Report(pod.Status, made + Started);
        place.Add(NodeLoad.Of(pod));
        return pod;
    }

    private void Complete(ObjectMeta meta, string about, long generation) => (meta.Uid, meta.Generation) = (Uid(about), generation);

    private string Uid(string about)
    {
        var (start, end) = (chance.Hexadecimal($"fleet/{about}/start"), chance.Hexadecimal($"fleet/{about}/end"));
        return $"{start[..8]}-{start[8..12]}-4{start[13..]}-a{end[1..4]}-{end[4..]}";
    }
}
