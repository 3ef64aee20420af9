using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Web.Resources.Pods;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Pods;

public sealed class RestartMarksTests
{
    [Fact]
    public void RestartMarks_TerminatedContainers_AreMarkedWithReasonAndExitCode()
    {
        var pod = Pod() with
        {
            Containers =
            [
                Container("app", last: Ended(137, "OOMKilled", minutesAgo: 5)),
                Container("job", state: Ended(0, "Completed", minutesAgo: 2)),
                Container("calm"),
                Container("lost", last: new ContainerState.Terminated(1, 0, "Error", "", null)),
            ],
            InitContainers = [Container("setup", state: Ended(0, "Completed", minutesAgo: 50))],
        };

        Assert.Equal(
            [
                "60m pod created; what is older is of another pod of this name",
                "50m setup: Terminated: Completed (exit code 0)",
                "5m app: Terminated: OOMKilled (exit code 137)",
                "2m job: Terminated: Completed (exit code 0)",
            ],
            RestartMarks.Of(pod).Select(mark => $"{(Now - mark.At).TotalMinutes:0}m {mark.Words}")
        );
    }
}
