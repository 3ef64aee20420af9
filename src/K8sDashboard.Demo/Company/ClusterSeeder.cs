using Google.Protobuf;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Discovery.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Api.Networking.V1;
using K8sDashboard.Demo.Api.Storage.V1;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Serving;

namespace K8sDashboard.Demo.Company;

/// <summary>
/// Creates the company as of the start of the simulation: nodes first, then each app as of its last release, so that pods are days old and
/// of different ages.
/// </summary>
public sealed class ClusterSeeder(LivingCluster cluster, DateTimeOffset begins)
{
    private const int LongestReleaseAgoHours = 19 * 24;
    private static readonly TimeSpan OldestAge = TimeSpan.FromDays(412);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    private readonly Queue<App> later = new(
        Apps.All.Where(app => !IsFounded(app) && app.Kind != AppKind.StaticPod).OrderByDescending(app => app.Age)
    );

    /// <summary>Creates the objects that are older than the simulation.</summary>
    public void Found()
    {
        Ground();
        var clock = begins - OldestAge;
        var releases = Apps
            .All.Where(IsFounded)
            .Select(app =>
                (
                    App: app,
                    At: begins
                        - TimeSpan.FromHours(
                            Math.Min(
                                app.Age.TotalHours,
                                2 + cluster.SeededRandom.Below(LongestReleaseAgoHours, $"{app.Namespace}/{app.Name}/released")
                            )
                        )
                )
            )
            .OrderBy(release => release.At);
        foreach (var (app, at) in releases)
        {
            var start = at > clock ? at : clock + Step;
            Make(app, start);
            for (clock = start; clock < start + Settling; clock += Step)
                cluster.Turn(clock);
        }
    }

    /// <summary>Creates the objects that appear in the course of the simulation.</summary>
    /// <param name="now">The simulated time.</param>
    /// <param name="end">The end of the backfilled time, from which ages count.</param>
    public void Continue(DateTimeOffset now, DateTimeOffset end)
    {
        while (later.TryPeek(out var app) && end - app.Age <= now)
            Make(later.Dequeue(), now);
    }

    private static bool IsFounded(App app) => app.Age > TimeSpan.FromHours(2) && app.Kind is not (AppKind.CronJob or AppKind.StaticPod);

    private void Ground()
    {
        var state = cluster.State;
        foreach (var (name, age) in Apps.Namespaces)
        {
            var ns = new Namespace
            {
                Metadata = new ObjectMeta { Name = name, CreationTimestamp = (begins - age).ToTime() },
                Spec = new NamespaceSpec { Finalizers = { "kubernetes" } },
                Status = new NamespaceStatus { Phase = "Active" },
            };
            ns.Metadata.Labels["kubernetes.io/metadata.name"] = name;
            state.Create(ns);
            state.Create(NewNamespaces.Account(name, begins - age));
        }

        foreach (var host in cluster.Hosts)
            state.Create(Inventory.Node(host.Machine, cluster.SeededRandom, begins - OldestAge, begins));
        state.Create(
            new StorageClass
            {
                Metadata = new ObjectMeta
                {
                    Name = "standard",
                    CreationTimestamp = (begins - OldestAge).ToTime(),
                    Annotations = { ["storageclass.kubernetes.io/is-default-class"] = "true" },
                },
                Provisioner = "disk.csi.example.com",
                ReclaimPolicy = "Delete",
                VolumeBindingMode = "WaitForFirstConsumer",
                AllowVolumeExpansion = true,
            }
        );
        state.Create(
            new IngressClass
            {
                Metadata = new ObjectMeta { Name = "nginx", CreationTimestamp = (begins - OldestAge).ToTime() },
                Spec = new IngressClassSpec { Controller = "k8s.io/ingress-nginx" },
            }
        );
        ApiService(state);
    }

    /// <summary>The Service <c>kubernetes</c> of the API server, which has no selector.</summary>
    private void ApiService(ClusterState state)
    {
        var made = (begins - OldestAge).ToTime();
        var service = new Service
        {
            Metadata = new ObjectMeta
            {
                Namespace = "default",
                Name = "kubernetes",
                CreationTimestamp = made,
                Labels = { ["component"] = "apiserver", ["provider"] = "kubernetes" },
            },
            Spec = new ServiceSpec
            {
                Type = "ClusterIP",
                ClusterIP = "10.96.0.1",
                ClusterIPs = { "10.96.0.1" },
                SessionAffinity = "None",
                Ports =
                {
                    new ServicePort
                    {
                        Name = "https",
                        Protocol = "TCP",
                        Port = 443,
                        TargetPort = new IntOrString { IntVal = 6443 },
                    },
                },
            },
        };
        state.Create(service);
        var servers = cluster.Hosts.Where(host => host.Machine.ControlPlane).Select(host => host.Machine.Address).ToList();
        state.Create(
            new Endpoints
            {
                Metadata = new ObjectMeta
                {
                    Namespace = "default",
                    Name = "kubernetes",
                    CreationTimestamp = made,
                },
                Subsets =
                {
                    new EndpointSubset
                    {
                        Addresses = { servers.Select(ip => new EndpointAddress { Ip = ip }) },
                        Ports =
                        {
                            new Api.Core.V1.EndpointPort
                            {
                                Name = "https",
                                Port = 6443,
                                Protocol = "TCP",
                            },
                        },
                    },
                },
            }
        );
        state.Create(
            new EndpointSlice
            {
                Metadata = new ObjectMeta
                {
                    Namespace = "default",
                    Name = "kubernetes",
                    CreationTimestamp = made,
                    Labels = { ["kubernetes.io/service-name"] = "kubernetes" },
                },
                AddressType = "IPv4",
                Endpoints =
                {
                    servers.Select(ip => new Endpoint
                    {
                        Addresses = { ip },
                        Conditions = new EndpointConditions { Ready = true },
                    }),
                },
                Ports =
                {
                    new Api.Discovery.V1.EndpointPort
                    {
                        Name = "https",
                        Port = 6443,
                        Protocol = "TCP",
                    },
                },
            }
        );
    }

    private void Make(App app, DateTimeOffset now)
    {
        var (state, made) = (cluster.State, app.Kind == AppKind.Job ? now : begins - app.Age);
        Create(ServicesAndIngresses.Service(app, cluster.SeededRandom, made), state);
        Create(ServicesAndIngresses.Ingress(app, made), state);
        Create(Manifests.Budget(app, made), state);
        Create(Manifests.Autoscaler(app, made), state);
        if (app.Scraped)
            Create(
                new Secret
                {
                    Metadata = Manifests.Meta(app, made),
                    Type = "Opaque",
                    Data = { ["password"] = ByteString.CopyFromUtf8(cluster.SeededRandom.Letters(20, app.Namespace + app.Name)) },
                },
                state
            );
        switch (Manifests.Workload(app, made))
        {
            case Deployment deployment:
                Create(deployment, state);
                break;
            case StatefulSet set:
                Create(set, state);
                break;
            case DaemonSet set:
                Create(set, state);
                break;
            case CronJob cron:
                Create(cron, state);
                break;
            case Job job:
                Create(job, state);
                break;
        }
    }

    private static void Create<T>(T? made, ClusterState state)
        where T : class, IMessage<T>
    {
        if (made is null)
            return;
        // With the API server's defaults, so that applying it again is a no-op.
        Defaults.Apply(made);
        state.Create(made);
    }
}
