using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Life;
using DaemonSet = K8sDashboard.Demo.Api.Apps.V1.DaemonSet;

namespace K8sDashboard.Demo.Tests.Life;

public sealed class TaintTests
{
    private const string Cart = "registry.example.com/shop/cart:2.8.0";

    [Fact]
    public void Taint_NodeUnreachableForFiveMinutes_EvictsPodsExceptDaemonSets()
    {
        var world = Given.Nodes();
        Given.Deployment(world, "cart", Cart, replicas: 3);
        world.Store.Create(
            (DaemonSet)Manifests.Workload(Given.App("agent", "quay.io/prometheus/node-exporter:v1.9.1", AppKind.DaemonSet), world.Now)!
        );
        world.Run(TimeSpan.FromMinutes(1));
        var silent = world.Cluster.Hosts[0];
        silent.Alive = false;
        world.Run(TimeSpan.FromSeconds(45));
        Assert.Contains(
            world.Store.Get<Node>("", silent.Machine.Name)!.Spec.Taints,
            taint => taint.Key == "node.kubernetes.io/unreachable"
        );

        world.Run(TimeSpan.FromSeconds(290));
        Assert.DoesNotContain(Given.Pods(world), pod => pod.Metadata.DeletionTimestamp is not null);
        world.Run(TimeSpan.FromSeconds(40));
        // The kubelet is unreachable, so that they stay terminating; replacements run elsewhere.
        var leaving = Assert.Single(Given.Pods(world), pod => pod.Metadata.DeletionTimestamp is not null);
        Assert.Equal(("cart", silent.Machine.Name), (leaving.Metadata.Labels["app.kubernetes.io/name"], leaving.Spec.NodeName));
        Assert.Contains(
            world.Store.List<Event>(Given.Namespace),
            said => said.Reason == "TaintManagerEviction" && said.InvolvedObject.Name == leaving.Metadata.Name
        );
        Assert.Equal(3, Given.Now(world, "cart").Status.AvailableReplicas);

        silent.Alive = true;
        Assert.True(
            world.RunUntil(() => Given.Pods(world).TrueForAll(pod => pod.Metadata.DeletionTimestamp is null), TimeSpan.FromSeconds(20))
        );
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData(30L, 40)]
    public void Taint_NoExecute_EvictsAtOnceOrAfterTolerationSeconds(long? seconds, int goneAfter)
    {
        var world = Given.Nodes();
        var made = Given.Deployment(world, "cart", Cart, replicas: 3);
        if (seconds is { } tolerated)
            made.Spec.Template.Spec.Tolerations.Add(
                new Toleration
                {
                    Key = "maintenance",
                    Operator = "Exists",
                    Effect = "NoExecute",
                    TolerationSeconds = tolerated,
                }
            );
        world.Store.Update(made);
        world.Run(TimeSpan.FromMinutes(1));
        var node = world.Store.Get<Node>("", "worker-1")!;
        node.Spec.Taints.Add(new Taint { Key = "maintenance", Effect = "NoExecute" });
        world.Store.Update(node);

        world.Run(TimeSpan.FromSeconds(goneAfter - 1 - (seconds is null ? 0 : 15)));
        Assert.Equal(
            seconds is null,
            Given.Pods(world).Exists(pod => pod.Spec.NodeName == "worker-1" && pod.Metadata.DeletionTimestamp is not null)
        );
        world.Run(TimeSpan.FromSeconds(60));
        Assert.Equal(3, Given.Pods(world).Count(Availability.IsReady));
        Assert.Contains(world.Store.List<Event>(Given.Namespace), said => said.Reason == "TaintManagerEviction");
        // A pod with tolerationSeconds may be scheduled there again.
        Assert.Equal(seconds is null, Given.Pods(world).TrueForAll(pod => pod.Spec.NodeName != "worker-1"));
    }
}
