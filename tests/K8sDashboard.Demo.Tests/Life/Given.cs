using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Tests.Life;

/// <summary>Workloads for tests.</summary>
internal static class Given
{
    public const string Namespace = "lab";

    public static World Nodes(params Machine[] machines)
    {
        var world = new World(
            founded: false,
            machines: machines.Length == 0 ? [.. Machines.All.Where(machine => !machine.ControlPlane).Take(3), Machines.All[0]] : machines
        );
        foreach (var host in world.Cluster.Hosts)
            world.Store.Create(Inventory.Node(host.Machine, world.Cluster.SeededRandom, World.Start.AddDays(-9), World.Start));
        return world;
    }

    public static App App(
        string name,
        string image,
        AppKind kind = AppKind.Deployment,
        int replicas = 3,
        string requests = "100m/64Mi",
        string limits = "500m/384Mi"
    ) =>
        new(Namespace, name, kind, image, replicas, requests, limits)
        {
            Port = kind is AppKind.Job or AppKind.CronJob ? 0 : 8080,
            Age = TimeSpan.FromDays(3),
        };

    public static Deployment Deployment(World world, string name, string image, int replicas = 3, string requests = "100m/64Mi") =>
        world.Store.Create((Deployment)Manifests.Workload(App(name, image, replicas: replicas, requests: requests), world.Now)!);

    public static void SetImage(World world, string name, string image)
    {
        var deployment = world.Store.Get<Deployment>(Namespace, name)!;
        deployment.Spec.Template.Spec.Containers[0].Image = image;
        world.Store.Update(deployment);
    }

    public static Deployment Now(World world, string name) => world.Store.Get<Deployment>(Namespace, name)!;

    public static List<Pod> Pods(World world) => [.. world.Store.List<Pod>(Namespace)];

    public static string Waiting(Pod pod) => pod.Status.ContainerStatuses.FirstOrDefault()?.State?.Waiting?.Reason ?? "";

    public static Job Job(World world, string name, string image) =>
        world.Store.Create((Job)Manifests.Workload(App(name, image, AppKind.Job, 1), world.Now)!);
}
