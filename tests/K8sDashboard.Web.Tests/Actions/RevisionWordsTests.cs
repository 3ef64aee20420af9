using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Web.Ui.Actions;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Actions;

public sealed class RevisionWordsTests
{
    [Fact]
    public void RevisionWords_EqualImages_DifferByCauseAndAge()
    {
        Assert.Equal("7: nginx:1.25 (raise the log level), first rolled out 120m ago", Words(7, "raise the log level", minutes: 120));
        Assert.Equal("6: nginx:1.25, first rolled out 3d4h ago", Words(6, "", minutes: 76 * 60));
    }

    private static string Words(long number, string cause, double minutes) =>
        RevisionWords.Of(
            new Revision
            {
                Number = number,
                ChangeCause = cause,
                Images = ["nginx:1.25"],
                Created = Ago(minutes),
                IsCurrent = false,
            },
            Now
        );
}
