using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Resources.Workloads;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Workloads;

public sealed class RolloutMarksTests : IDisposable
{
    private static readonly Workload Web = Deployment() with { Revision = 3 };
    private static readonly Workload Old = Set(Web, "a", 3, 60, "nginx:1.7.9");
    private static readonly Workload Bad = Set(Web, "b", 2, 5, "nginx:1.9.1");

    private readonly PageContext context = new();

    public void Dispose() => context.Dispose();

    [Fact]
    public void RolloutMarks_TwoReplicaSets_MarkTheFirstRolloutOfEachTemplate()
    {
        var web = Deployment();

        Assert.Equal(
            ["60m: rollout to revision 1, nginx:1.7.9", "5m: rollout to revision 2, nginx:1.9.1,sidecar:2"],
            Marks(web, Cluster(Set(web, "a", 1, 60, "nginx:1.7.9"), Set(web, "b", 2, 5, "nginx:1.9.1", "sidecar:2")))
        );
    }

    [Fact]
    public void RolloutMarks_ReplicaSetReusedByRollback_IsMarkedAsFirstRollout() =>
        Assert.Equal(
            ["60m: first rollout of nginx:1.7.9, now revision 3", "5m: rollout to revision 2, nginx:1.9.1"],
            Marks(Web, Cluster(Bad, Old))
        );

    [Fact]
    public void RolloutMarks_OtherOwnerOrNoRevision_MakesNoMark()
    {
        var (web, other) = (Deployment(), Deployment("other"));

        Assert.Empty(Marks(web, Cluster(Set(other, "a", 1, 60, "nginx:1.7.9"), Set(web, "b", 0, 5, "nginx:1.9.1"))));
    }

    public static TheoryData<string> Signs() => ["event from 0", "event without from", "event counted again", "pod", "condition"];

    [Theory]
    [MemberData(nameof(Signs))]
    public void RolloutMarks_Rollback_IsMarkedAtTheFirstSignOfIt(string sign)
    {
        var cluster = Cluster(Bad, Old);
        cluster = sign switch
        {
            "event from 0" => cluster.WithEvents(
                Live(Scaled("Scaled up replica set web-a from 0 to 1", 2, 2), Scaled("Scaled up replica set web-a from 1 to 3", 1, 1))
            ),
            "event without from" => cluster.WithEvents(
                Live(
                    Scaled("Scaled up replica set web-a to 1", 2, 2),
                    Scaled("Scaled down replica set web-a to 0", 4, 4),
                    Scaled("Scaled up replica set web-ab to 1", 3, 3)
                )
            ),
            "event counted again" => cluster.WithEvents(Live(Scaled("Scaled up replica set web-a to 1", 58, 2))),
            "pod" => cluster.WithPods(
                Live(Pod("web-a-1").OwnedBy(Old) with { Created = Ago(2) }, Pod("web-a-2").OwnedBy(Old) with { Created = Ago(1) })
            ),
            _ => cluster,
        };
        var marks = Marks(sign == "condition" ? Web with { Progressed = Ago(2) } : Web, cluster).ToList();

        Assert.Equal("2m: rollback to nginx:1.7.9, now revision 3", marks[^1]);
        Assert.Equal(3, marks.Count);
    }

    [Fact]
    public void RolloutMarks_ScaleOfANewTemplate_MakesNoMark()
    {
        var web = Deployment();
        var cluster = Cluster(Set(web, "a", 1, 60, "nginx:1.7.9"))
            .WithEvents(Live(Scaled("Scaled up replica set web-a from 3 to 5", 2, 2)));

        Assert.Equal(["60m: rollout to revision 1, nginx:1.7.9"], Marks(web, cluster));
    }

    [Fact]
    public void RolloutMarks_BackAndForthAgain_IsKnownByTheRevisionHistory()
    {
        var web = Deployment() with { Revision = 4 };
        var (a, b) = (
            Set(web, "a", 3, 60, "nginx:1.7.9") with
            {
                FirstRevision = 1,
            },
            Set(web, "b", 4, 20, "nginx:1.9.1") with
            {
                FirstRevision = 2,
            }
        );
        var events = Live(Scaled("Scaled up replica set web-a to 1", 60, 10), Scaled("Scaled up replica set web-b to 1", 20, 2));

        Assert.Equal(
            [
                "60m: first rollout of nginx:1.7.9, now revision 3",
                "20m: first rollout of nginx:1.9.1, now revision 4",
                "10m: rollback to nginx:1.7.9, now revision 3",
                "2m: rollback to nginx:1.9.1, now revision 4",
            ],
            Marks(web, Cluster(a, b).WithEvents(events))
        );
    }

    [Fact]
    public void RevisionTable_RolledBack_HasTheTimeOfTheRollbackAndNotOfTheReplicaSet()
    {
        var current = Old with { Created = Ago(4 * 24 * 60), Revision = 9 };
        var web = Web with { Revision = 9 };
        var cluster = Cluster(current, Bad with { Revision = 8 })
            .WithDeployments(Live(web))
            .WithEvents(Live(Scaled("Scaled up replica set web-a from 0 to 1", 0.5, 0.5)));
        var table = context
            .Open<DeploymentPage>(cluster, "/workloads/deployments/shop/web", ("Namespace", "shop"), ("Name", "web"))
            .Table("Revisions");

        Assert.Equal(("30s", "5m"), (table.Row("9 (current)")["AGE"], table.Row("8")["AGE"]));
    }

    [Fact]
    public void RevisionTable_RolledBackLongAgo_DoesNotKnowWhen()
    {
        var cluster = Cluster(Old, Bad).WithDeployments(Live(Web));
        var table = context
            .Open<DeploymentPage>(cluster, "/workloads/deployments/shop/web", ("Namespace", "shop"), ("Name", "web"))
            .Table("Revisions");

        Assert.Equal("<unknown>", table.Row("3 (current)")["AGE"]);
    }

    [Fact]
    public void DeploymentPage_MereScale_IsNotCalledANewRollout()
    {
        var web = Deployment(desired: 5) with { Current = 3, Updated = 3, Ready = 3, Available = 3 };
        var page = context
            .Open<DeploymentPage>(
                EmptyCluster.WithDeployments(Live(web)),
                "/workloads/deployments/shop/web",
                ("Namespace", "shop"),
                ("Name", "web")
            )
            .Words();

        Assert.Contains("Scaling: 3 of 5 replicas.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("new replicas have been updated", page, StringComparison.Ordinal);
    }

    private static ClusterSnapshot Cluster(params Workload[] sets) => EmptyCluster.WithReplicaSets(Live<Workload>([.. sets]));

    private static ClusterEvent Scaled(string message, double first, double last) =>
        Event("Deployment", Web, "ScalingReplicaSet", message, "Normal") with
        {
            Ref = new("shop", message.Replace(' ', '-')),
            Uid = message,
            FirstSeen = Ago(first),
            LastSeen = Ago(last),
        };

    private static IEnumerable<string> Marks(Workload deployment, ClusterSnapshot cluster) =>
        RolloutMarks.Of(deployment, cluster).Select(mark => $"{(Now - mark.At).TotalMinutes:0}m: {mark.Words}");

    private static Workload Set(Workload owner, string hash, long revision, double minutes, params string[] images) =>
        ReplicaSet(owner, hash, revision, desired: 1) with
        {
            Created = Ago(minutes),
            Containers = [.. images.Select(image => new ContainerTemplate(image, image))],
        };
}
