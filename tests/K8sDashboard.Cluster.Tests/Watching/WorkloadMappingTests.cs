using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Workloads;
using Wire = K8sDashboard.Cluster.Wire;

namespace K8sDashboard.Cluster.Tests.Watching;

public sealed class WorkloadMappingTests
{
    [Theory]
    [InlineData("app=ledger", "quarantined DoesNotExist", "app=ledger,!quarantined")]
    [InlineData("app=ledger", "", "app=ledger")]
    [InlineData("", "quarantined Exists", "quarantined")]
    [InlineData("tier=back", "app In web,api", "app in (api,web),tier=back")]
    [InlineData("app=web", "tier NotIn test", "app=web,tier notin (test)")]
    [InlineData("", "", "<none>")]
    public void Deployment_SelectorWithExpressions_IsPrintedAsKubectlPrintsIt(string labels, string expression, string printed)
    {
        var selector = new Wire.LabelSelector();
        if (labels.Split('=') is [var key, var value])
            selector.MatchLabels[key] = value;
        if (expression.Split(' ') is [var label, var how, .. var values])
        {
            selector.MatchExpressions.Add(
                new Wire.LabelSelectorRequirement
                {
                    Key = label,
                    Operator = how,
                    Values = { values.SelectMany(list => list.Split(',')) },
                }
            );
        }

        Assert.Equal(printed, KubectlText.Selector(Map(new() { Spec = new() { Selector = selector } })));
    }

    [Theory]
    [InlineData("7", "7")]
    [InlineData("abc", "<none>")]
    [InlineData("-1", "<none>")]
    [InlineData("0", "<none>")]
    [InlineData("99999999999999999999", "<none>")]
    [InlineData(null, "<none>")]
    public void Deployment_RevisionThatIsNoNumber_IsNoneAndNotZero(string? annotation, string printed)
    {
        var meta = new Wire.ObjectMeta();
        if (annotation is not null)
            meta.Annotations["deployment.kubernetes.io/revision"] = annotation;

        Assert.Equal(printed, KubectlText.Revision(Map(new() { Metadata = meta })));
    }

    private static Workload Map(Wire.Deployment deployment)
    {
        deployment.Metadata ??= new();
        deployment.Metadata.Name = "web";
        return WorkloadMapping.Map(deployment, new Interner());
    }
}
