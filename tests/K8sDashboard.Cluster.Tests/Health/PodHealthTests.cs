using K8sDashboard.Cluster.Resources.Pods;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

public sealed class PodHealthTests
{
    public static TheoryData<string, string> Rows() => new(PodHealthCases.All.Select(row => (row.What, row.Says)));

    [Theory]
    [MemberData(nameof(Rows))]
    public void PodHealth_PodStates_GiveVerdictAndReason(string what, string says) =>
        Assert.Equal(says, PodHealth.Of(PodHealthCases.All.Single(row => row.What == what).Pod, Now).ToString());

    [Theory]
    [MemberData(nameof(Rows))]
    public void PodHealth_DependsOnTime_PredictsWhetherTheVerdictChangesWithinAnHour(string what, string says)
    {
        var pod = PodHealthCases.All.Single(row => row.What == what).Pod;
        var verdict = PodHealth.Of(pod, Now);
        Assert.Equal(says, verdict.ToString());
        var later = Enumerable.Range(1, 60).Select(minutes => PodHealth.Of(pod, Now.AddMinutes(minutes))).ToList();
        if (PodHealth.DependsOnTime(pod, verdict))
            Assert.Contains(later, next => next != verdict || pod.Deleted is not null);
        else
            Assert.All(later, next => Assert.Equal(verdict, next));
    }

    [Fact]
    public void PodHealth_SinceOfATerminatingPod_IsTheRequestToDeleteIt()
    {
        var pod = Pod() with { Deleted = Ago(2), DeletionGracePeriod = TimeSpan.FromMinutes(3) };

        Assert.Equal(Ago(5), PodHealth.Since(pod));
        Assert.Equal(Ago(2), PodHealth.Since(pod with { DeletionGracePeriod = null }));
        Assert.Equal(Ago(30), PodHealth.Since(pod with { Deleted = null }));
    }
}
