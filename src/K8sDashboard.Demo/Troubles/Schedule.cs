using System.Collections.Immutable;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Troubles;

/// <summary>The hourly schedule of incidents, and the permanent faults.</summary>
public static class Schedule
{
    public static readonly TimeSpan Round = TimeSpan.FromHours(1);

    private const string ChangeCause = "kubernetes.io/change-cause";
    private const string PressedNode = "worker-3";
    private const string SilentNode = "worker-5";
    private const double Full = 0.95;

    public static ImmutableArray<Trouble> All { get; } =
    [
        Release(
            "shop",
            "checkout",
            "1.21.0",
            "1.20.0",
            1,
            9,
            "A bad image is rolled out",
            "shop/checkout goes to 1.21.0, which nobody has pushed: the new pod cannot pull it, the old ones go on."
        ),
        Release(
            "shop",
            "cart",
            "2.8.1",
            "2.8.0",
            4,
            24,
            "A release leaks memory",
            "shop/cart 2.8.1 gains 28 MiB a minute until its limit kills it: OOMKilled, and again."
        ),
        new(
            "A node runs out of memory",
            $"Something outside the cluster eats the memory of {PressedNode}: memory pressure, and pods are evicted.",
            $"/nodes/{PressedNode}",
            Minutes(13),
            Minutes(6),
            cluster => Hog(cluster, Full),
            Relieve
        ),
        Release(
            "payments",
            "api",
            "3.4.2",
            "3.4.1",
            30,
            8,
            "A release crashes at start",
            "payments/api 3.4.2 lacks a setting: its new pods go round in CrashLoopBackOff, the old ones carry the load."
        ),
        new(
            "A node falls silent",
            $"The kubelet of {SilentNode} stops answering: NotReady, and what runs there with it.",
            $"/nodes/{SilentNode}",
            Minutes(44),
            Minutes(4),
            cluster => Alive(cluster, false),
            (cluster, _) => Alive(cluster, true)
        ),
    ];

    public static ImmutableArray<Standing> AlwaysThere { get; } =
    [
        new(
            "A Service that nothing is behind",
            "marketing/newsletter looks for pods labelled newsletters; they are labelled newsletter.",
            "/services/marketing/newsletter"
        ),
        new(
            "An Ingress with a failing backend",
            "admin.example.com leads to marketing/admin, whose pods run and are never ready: they cannot reach the office's directory.",
            "/workloads/deployments/marketing/admin"
        ),
        new(
            "A certificate that ends soon",
            "That of accounts.example.com holds for five more days; it lies in the Secret shop/accounts-tls.",
            "/services/shop/accounts"
        ),
        new("A Job that cannot succeed", "batch/migrate-accounts adds a column that is there already.", "/pods?ns=batch"),
    ];

    private static Trouble Release(string ns, string name, string bad, string good, int after, int lasts, string title, string words)
    {
        return new(
            title,
            words,
            $"/workloads/deployments/{ns}/{name}",
            Minutes(after),
            Minutes(lasts),
            cluster => Roll(cluster, bad, $"release {bad}"),
            (cluster, _) =>
            {
                // A user may already have fixed it.
                if (ImageOf(cluster) == Image(bad))
                    Roll(cluster, good, $"back to {good}");
            }
        );

        string Image(string tag) => $"{Apps.Registry}{ns}/{name}:{tag}";
        string? ImageOf(LivingCluster cluster) => cluster.State.Get<Deployment>(ns, name)?.Spec.Template.Spec.Containers[0].Image;
        void Roll(LivingCluster cluster, string tag, string cause)
        {
            if (cluster.State.Get<Deployment>(ns, name) is not { } deployment)
                return;
            cluster.State.Change(
                deployment,
                changed =>
                {
                    changed.Spec.Template.Spec.Containers[0].Image = Image(tag);
                    changed.Spec.Template.Metadata.Labels["app.kubernetes.io/version"] = tag;
                    changed.Metadata.Annotations[ChangeCause] = cause;
                }
            );
        }
    }

    /// <summary>Allocates memory up to that share of the total; nothing frees it.</summary>
    private static void Hog(LivingCluster cluster, double share)
    {
        var meter = HostOf(cluster, PressedNode).Meter;
        meter.Hogged = Math.Max(0, (share * meter.MemorySize) - meter.MemoryBytes);
    }

    private static void Relieve(LivingCluster cluster, DateTimeOffset now)
    {
        Hog(cluster, 0);
        // Deletes the company's evicted pods of the node; foreign ones are kept.
        var runs = HostOf(cluster, PressedNode).Pods;
        var putOut = runs.Where(pair => pair.Value.Evicted is not null).Select(pair => pair.Key).ToHashSet();
        foreach (var pod in cluster.State.List<Pod>().Where(pod => putOut.Contains(pod.Metadata.Uid) && IsOfAnApp(pod)))
            cluster.State.Remove<Pod>(pod.Metadata, now);
    }

    private static bool IsOfAnApp(Pod pod) =>
        Apps
            .All.Where(app => app.Namespace == pod.Metadata.Namespace)
            .Any(app => Pods.SelectorOf(app).All(label => pod.Metadata.Labels.GetValueOrDefault(label.Key) == label.Value));

    private static void Alive(LivingCluster cluster, bool alive) => HostOf(cluster, SilentNode).Alive = alive;

    private static Host HostOf(LivingCluster cluster, string node) => cluster.Hosts.First(host => host.Machine.Name == node);

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
