using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Workloads;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Workloads;

public sealed class RolloutMarksTests
{
    [Fact]
    public void Each_replica_set_marks_when_its_template_was_first_rolled_out()
    {
        var web = Deployment();

        Assert.Equal(
            ["60m: rollout to revision 1, nginx:1.7.9", "5m: rollout to revision 2, nginx:1.9.1,sidecar:2"],
            Marks(web, Set(web, "a", 1, 60, "nginx:1.7.9"), Set(web, "b", 2, 5, "nginx:1.9.1", "sidecar:2")));
    }

    [Fact]
    public void A_replica_set_that_was_rolled_back_to_is_not_called_a_rollout_to_its_new_number()
    {
        var web = Deployment();

        Assert.Equal(
            ["60m: first rollout of nginx:1.7.9, now revision 3", "5m: rollout to revision 2, nginx:1.9.1"],
            Marks(web, Set(web, "b", 2, 5, "nginx:1.9.1"), Set(web, "a", 3, 60, "nginx:1.7.9")));
    }

    [Fact]
    public void Sets_of_others_and_sets_without_a_number_make_no_mark()
    {
        var (web, other) = (Deployment(), Deployment("other"));

        Assert.Empty(Marks(web, Set(other, "a", 1, 60, "nginx:1.7.9"), Set(web, "b", 0, 5, "nginx:1.9.1")));
    }

    private static IEnumerable<string> Marks(Workload deployment, params Workload[] sets) =>
        RolloutMarks.Of(deployment, Live<Workload>([.. sets])).Select(mark => $"{(Now - mark.At).TotalMinutes:0}m: {mark.Words}");

    private static Workload Set(Workload owner, string hash, long revision, double minutes, params string[] images) => ReplicaSet(owner, hash, revision, desired: 1) with
    {
        Created = Ago(minutes),
        Containers = [.. images.Select(image => new ContainerTemplate(image, image))],
    };
}
