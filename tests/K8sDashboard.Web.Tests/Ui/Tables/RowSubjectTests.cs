using K8sDashboard.Cluster.Resources;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Tables;

namespace K8sDashboard.Web.Tests.Ui.Tables;

public sealed class RowSubjectTests
{
    [Theory]
    [InlineData("deployment", "shop", "web", "kubectl describe deployment web -n shop")]
    [InlineData("node", "", "node-1.example", "kubectl describe node node-1.example")]
    [InlineData("clusterrole", "", "system:node", "kubectl describe clusterrole system:node")]
    // An event's involvedObject may have any name (shell injection).
    [InlineData("pod", "shop", "web; rm -rf ~", null)]
    [InlineData("pod", "shop", "$(reboot)", null)]
    [InlineData("pod", "shop", "--kubeconfig=x", null)]
    [InlineData("pod", "shop", "web\nreboot", null)]
    [InlineData("pod|sh", "shop", "web", null)]
    [InlineData("pod", "a b", "web", null)]
    public void RowSubject_UnsafeKindNamespaceOrName_HasNoKubectlCommand(string kind, string @namespace, string name, string? command) =>
        Assert.Equal(command, new RowSubject(ResourceType.OfKind("v1", kind), new(@namespace, name)).Kubectl);
}
