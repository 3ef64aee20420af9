using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

public sealed class SelectorNearMissTests
{
    [Theory]
    [InlineData("newsletters", "newsletter", "2 pods carry app.kubernetes.io/name=newsletter, one letter less")]
    [InlineData("newsletter", "newsletters", "2 pods carry app.kubernetes.io/name=newsletters, one letter more")]
    [InlineData("newsletter", "newslettre", "2 pods carry app.kubernetes.io/name=newslettre, two letters swapped")]
    [InlineData("newsletter", "newsletteR", "2 pods carry app.kubernetes.io/name=newsletteR, in other case")]
    [InlineData("newsletter", "newslettar", "2 pods carry app.kubernetes.io/name=newslettar, one letter differs")]
    [InlineData("newsletter", "newslatar", null)]
    [InlineData("newsletter", "orders", null)]
    [InlineData("v1", "v2", null)]
    public void SelectorNearMiss_OneValueNearlyRight_SaysHowItDiffers(string selected, string carried, string? says)
    {
        const string Key = "app.kubernetes.io/name";
        var labels = LabelsOf(Key, carried);

        Assert.Equal(says, SelectorNearMiss.Of(LabelsOf(Key, selected), [Carrying(labels), Carrying(labels)])?.ToString());
    }

    [Theory]
    [InlineData("app=web,tier=front", "app=web,tier=back", "1 pod carries tier=back, not front")]
    [InlineData("app=web,tier=front", "app=web", "1 pod carries all of it but tier=front")]
    [InlineData("app=web,tier=front", "app=api,tier=back", null)]
    [InlineData(
        "app=web",
        "app.kubernetes.io/name=web",
        "1 pod carries app.kubernetes.io/name=web, the selector's value under another key than app"
    )]
    [InlineData("app=web", "", null)]
    public void SelectorNearMiss_OnePairWrong_SaysWhichPodsComeNearest(string selector, string carried, string? says) =>
        Assert.Equal(says, SelectorNearMiss.Of(Parse(selector), [Carrying(Parse(carried))])?.ToString());

    [Fact]
    public void SelectorNearMiss_SeveralNear_PrefersTheNearest() =>
        Assert.Equal(
            "1 pod carries app=websit, one letter less",
            SelectorNearMiss
                .Of(
                    LabelsOf("app", "website"),
                    [Carrying(LabelsOf("app", "websi")), Carrying(LabelsOf("app", "websi")), Carrying(LabelsOf("app", "websit"))]
                )
                ?.ToString()
        );

    private static Pod Carrying(Labels labels) => Pod() with { Labels = labels };

    private static Labels Parse(string text) =>
        Labels.Of(
            text.Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => KeyValuePair.Create(pair.Split('=')[0], pair.Split('=')[1]))
        );
}
