using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Tests.Serving;

namespace K8sDashboard.Demo.Tests.Life;

/// <summary>ControllerRevisions of StatefulSets and DaemonSets.</summary>
public sealed class RevisionTests
{
    private static App Database => Given.App("db", "docker.io/library/redis:7.4", AppKind.StatefulSet, 1) with { Volume = "1Gi" };

    [Fact]
    public void ControllerRevision_TemplateUsedAgain_IsKeptOnceWithHighestRevision()
    {
        var world = Given.Nodes();
        world.Store.Create((StatefulSet)Manifests.Workload(Database, world.Now)!);
        world.Run(TimeSpan.FromMinutes(1));
        SetVariable(world, "2");
        SetVariable(world, "3");
        SetVariable(world, "2");

        Assert.Equal(
            ["1 ", "3 3", "4 2"],
            world
                .Store.List<ControllerRevision>(Given.Namespace)
                .OrderBy(one => one.Revision)
                .Select(one => $"{one.Revision} {Variable(one)}")
        );
        var latest = world.Store.List<ControllerRevision>(Given.Namespace).MaxBy(one => one.Revision)!;
        Assert.Equal(latest.Metadata.Name, world.Store.Get<StatefulSet>(Given.Namespace, "db")!.Status.UpdateRevision);
        Assert.Equal(latest.Metadata.Name, Assert.Single(Given.Pods(world)).Metadata.Labels["controller-revision-hash"]);
    }

    [Fact]
    public void StatefulSet_PodBelowPartitionDeleted_IsRecreatedFromOldTemplate()
    {
        var world = Given.Nodes();
        var set = (StatefulSet)Manifests.Workload(Database, world.Now)!;
        (set.Spec.Replicas, set.Spec.UpdateStrategy.RollingUpdate.Partition) = (2, 1);
        world.Store.Create(set);
        world.Run(TimeSpan.FromMinutes(2));
        SetVariable(world, "2");
        world.Run(TimeSpan.FromMinutes(1));
        world.Cluster.State.End(Given.Pods(world)[0], world.Now);
        world.Run(TimeSpan.FromMinutes(1));

        Assert.Equal(
            ["db-0 ", "db-1 2"],
            Given.Pods(world).Select(pod => $"{pod.Metadata.Name} {pod.Spec.Containers[0].Env.FirstOrDefault()?.Value}")
        );
        Assert.All(Given.Pods(world), pod => Assert.True(Availability.IsReady(pod)));
    }

    [Fact]
    public void ControllerRevision_RevisionHistoryLimit_IsKeptAndRevisionsGoWithOwner()
    {
        var world = Given.Nodes();
        var set = (StatefulSet)Manifests.Workload(Database, world.Now)!;
        set.Spec.RevisionHistoryLimit = 2;
        world.Store.Create(set);
        for (var version = 1; version < 8; version++)
            SetVariable(world, $"{version}");
        Assert.InRange(world.Store.List<ControllerRevision>(Given.Namespace).Count, 3, 4);

        world.Store.Delete<StatefulSet>(Given.Namespace, "db");
        Assert.True(world.RunUntil(() => world.Store.List<ControllerRevision>(Given.Namespace).Count == 0, TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData("daemonset", "node-exporter", "monitoring")]
    [InlineData("statefulset", "sessions", "shop")]
    public async Task ControllerRevision_KubectlRolloutHistoryAndUndo_RestoresPreviousTemplate(string kind, string name, string ns)
    {
        var world = new World();
        await using var cluster = await Simulated.StartAsync(store: world.Store, withNamespaces: false);
        using var kubectl = new Kubectl(cluster);
        Assert.EndsWith("env updated", await kubectl.RunAsync($"-n {ns} set env {kind}/{name} VERSION=2"));
        world.Run(TimeSpan.FromSeconds(2));
        Assert.Matches("1 +<none>\n2 +<none>$", await kubectl.RunAsync($"-n {ns} rollout history {kind}/{name}"));
        Assert.EndsWith("rolled back", await kubectl.RunAsync($"-n {ns} rollout undo {kind}/{name}"));
        world.Run(TimeSpan.FromSeconds(2));
        Assert.Matches("2 +<none>\n3 +<none>$", await kubectl.RunAsync($"-n {ns} rollout history {kind}/{name}"));
        Assert.DoesNotContain("VERSION", await kubectl.RunAsync($"-n {ns} get {kind} {name} -o yaml"));
    }

    private static string Variable(ControllerRevision revision) =>
        revision.Data.Raw.ToStringUtf8() is var json && json.IndexOf("\"VERSION\",\"value\":\"", StringComparison.Ordinal) is var at and > 0
            ? json.Substring(at + 19, 1)
            : "";

    private static void SetVariable(World world, string version)
    {
        var set = world.Store.Get<StatefulSet>(Given.Namespace, "db")!;
        set.Spec.Template.Spec.Containers[0].Env.Clear();
        set.Spec.Template.Spec.Containers[0].Env.Add(new EnvVar { Name = "VERSION", Value = version });
        world.Store.Update(set);
        world.Run(TimeSpan.FromMinutes(1));
    }
}
