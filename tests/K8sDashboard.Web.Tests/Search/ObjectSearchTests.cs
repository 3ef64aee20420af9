using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Routing;
using K8sDashboard.Web.Search;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Search;

public sealed class ObjectSearchTests
{
    private static readonly Workload Cart = Deployment("cart", @namespace: "pay");

    private static readonly ClusterSnapshot Snapshot = EmptyCluster
        .WithNodes(Live(Node("node-7")))
        .WithNamespaces(Live(Hosting.Bare.Namespace("shop"), Hosting.Bare.Namespace("pay")))
        .WithDeployments(Live(Cart, Deployment("report-web"), Deployment("web-po")))
        .WithReplicaSets(Live(ReplicaSet(Cart, "6d8f46cfb7", revision: 1, desired: 2)))
        .WithServices(Live(Service("cart", @namespace: "pay"), Service("web")))
        .WithPods(
            Live<Pod>([
                Pod("cart-1"),
                Pod("big-cart"),
                Pod("web-1"),
                Pod("node-exporter-x", "monitoring"),
                Pod("api", "bank") with
                {
                    Labels = Labels.Of([new("app.kubernetes.io/name", "checkout"), new("tier", "front")]),
                },
                Pod("api-2", "bank") with
                {
                    Labels = Labels.Of([new("app", "checkout"), new("tier", "back")]),
                },
            ])
        );

    [Theory]
    // Names: exact, prefix, substring; of equal matches, owners first.
    [InlineData("cart", "Deployment pay/cart; Service pay/cart; Pod shop/cart-1; ReplicaSet pay/cart-6d8f46cfb7; Pod shop/big-cart")]
    [InlineData("CART shop", "Pod shop/cart-1; Pod shop/big-cart")]
    [InlineData("cart-6d8f46cfb7", "ReplicaSet pay/cart-6d8f46cfb7")]
    [InlineData("pay/cart", "Deployment pay/cart; Service pay/cart; ReplicaSet pay/cart-6d8f46cfb7")]
    // Kinds by their kubectl names, in both notations; objects with such a name come after.
    [InlineData("deploy cart", "Deployment pay/cart")]
    [InlineData("deploy/cart", "Deployment pay/cart")]
    [InlineData("cart deployments", "Deployment pay/cart")]
    [InlineData("svc web", "Service shop/web")]
    [InlineData("po web", "Pod shop/web-1; Deployment shop/web-po; Deployment shop/report-web")]
    [InlineData("pods web", "Pod shop/web-1")]
    [InlineData("no 7", "Node node-7")]
    [InlineData("node exporter", "Pod monitoring/node-exporter-x")]
    [InlineData("rs", "ReplicaSet pay/cart-6d8f46cfb7")]
    [InlineData("ns shop", "Namespace shop")]
    [InlineData("services", "Service pay/cart; Service shop/web")]
    // Labels: key and value, a selector of several, a value only.
    [InlineData("app=checkout", "Pod bank/api-2")]
    [InlineData("name=check", "Pod bank/api")]
    [InlineData("app.kubernetes.io/name=checkout", "Pod bank/api")]
    [InlineData("tier=front,name=checkout", "Pod bank/api")]
    [InlineData("po tier=back", "Pod bank/api-2")]
    [InlineData("checkout", "Pod bank/api; Pod bank/api-2")]
    [InlineData("tier=none", "")]
    [InlineData("  ", "")]
    [InlineData("cart nothing", "")]
    public void ObjectSearch_NamesKindsAndLabels_RanksBestHitsFirst(string text, string found) =>
        Assert.Equal(found, string.Join("; ", ObjectSearch.Find(Snapshot, text).Hits.Select(hit => $"{hit.Kind.Type.Kind} {hit.Ref}")));

    [Theory]
    [InlineData("10.1.0.1", "Node node-7; Pod shop/host")]
    [InlineData("10.1.0", "Node node-7; Pod shop/host")]
    [InlineData("fd00::7", "Node node-7")]
    [InlineData("FD00:0:0::7", "Node node-7")]
    [InlineData("ip-10-1-0-1.ec2.internal", "Node node-7")]
    [InlineData("10.2.0.9", "Pod shop/dual")]
    [InlineData("fd00:10:2::9", "Pod shop/dual")]
    [InlineData("10.2.0.9:8080", "Pod shop/dual")]
    [InlineData("[fd00:10:2::9]:8080", "Pod shop/dual")]
    [InlineData("po 10.2.0.9", "Pod shop/dual")]
    [InlineData("10.96.0.99", "Service shop/db")]
    [InlineData("fd00:10:96::99", "Service shop/db")]
    [InlineData("203.0.113.5", "Service shop/db")]
    [InlineData("lb.example.com", "")]
    [InlineData("10.2.0.90", "")]
    public void ObjectSearch_Address_FindsNodesPodsAndServices(string text, string found)
    {
        var cluster = EmptyCluster
            .WithNodes(
                Live(
                    Node("node-7") with
                    {
                        Addresses =
                        [
                            new("InternalIP", "10.1.0.1"),
                            new("InternalIP", "fd00::7"),
                            new("InternalDNS", "ip-10-1-0-1.ec2.internal"),
                        ],
                    }
                )
            )
            .WithPods(Live(Pod("dual") with { PodIp = "10.2.0.9", OtherIps = ["fd00:10:2::9"] }, Pod("host") with { PodIp = "10.1.0.1" }))
            .WithServices(
                Live(
                    Service("db") with
                    {
                        ClusterIp = "10.96.0.99",
                        ClusterIps = ["10.96.0.99", "fd00:10:96::99"],
                        ExternalIps = ["203.0.113.5"],
                    }
                )
            );

        Assert.Equal(found, string.Join("; ", ObjectSearch.Find(cluster, text).Hits.Select(hit => $"{hit.Kind.Type.Kind} {hit.Ref}")));
    }

    [Theory]
    [InlineData("deploy cart", "/workloads/deployments/pay/cart?range=6h")]
    [InlineData("svc cart", "/services/pay/cart?range=6h")]
    [InlineData("no 7", "/nodes/node-7?range=6h")]
    [InlineData("po web", "/pods/shop/web-1?range=6h")]
    [InlineData("ns shop", "/pods?ns=shop&range=6h")]
    [InlineData("rs", "/workloads/deployments/pay/cart?range=6h")]
    public void ObjectSearch_HitOfEachKind_LinksToItsPage(string text, string href) =>
        Assert.Equal(href, ObjectSearch.Find(Snapshot, text).Hits[0].Href(Address.Of("/?range=6h")));

    [Fact]
    public void ObjectSearch_TenThousandMatches_LimitsHitsAndCountsAll()
    {
        var many = Snapshot.WithPods(Live<Pod>([.. Enumerable.Range(0, 10_000).Select(index => Pod($"batch-{index:00000}"))]));

        var found = ObjectSearch.Find(many, "pod");

        Assert.Equal((ObjectSearch.MostHits, 10_000), (found.Hits.Length, found.Total));
        Assert.Equal(["batch-09998", "batch-09999"], ObjectSearch.Find(many, "po batch-0999").Hits.TakeLast(2).Select(hit => hit.Ref.Name));
    }

    [Fact]
    public void ObjectSearch_TenThousandPods_AllocatesAtMostTwoMegabytes()
    {
        var labels = Labels.Of([new("app", "batch"), new("pod-template-hash", "6d8f46cfb7"), new("tier", "back")]);
        var many = Snapshot.WithPods(
            Live<Pod>([.. Enumerable.Range(0, 10_000).Select(index => Pod($"batch-{index:00000}") with { Labels = labels })])
        );
        ObjectSearch.Find(many, "warm up");

        var before = GC.GetAllocatedBytesForCurrentThread();
        ObjectSearch.Find(many, "pod app=batch missing");
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(allocated, 0, 2_000_000);
    }

    [Fact]
    public void ObjectSearch_KindSyncingOrPartlyRead_IsNotCompleteOrNotWhole()
    {
        Assert.True(ObjectSearch.Find(Snapshot, "x") is { IsComplete: true, IsWhole: true });
        Assert.True(
            ObjectSearch.Find(Snapshot.WithPods(TableOf<Pod>(new SyncState.Live { Reach = new(["shop"], []) })), "x")
                is { IsComplete: true, IsWhole: false }
        );
        Assert.False(ObjectSearch.Find(Snapshot.WithPods(TableOf<Pod>(new SyncState.Syncing(500, 10_000))), "x").IsComplete);
    }
}
