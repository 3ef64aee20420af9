using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Serving;

namespace K8sDashboard.Demo.Tests.Life;

/// <summary>Scheduling gates, readiness gates and finalizers of pods.</summary>
public sealed class PodGateTests
{
    private const string Gate = "example.com/warm";

    private readonly World world = Given.Nodes();

    [Fact]
    public void Pod_WithSchedulingGates_WaitsUntilTheLastIsTakenAway()
    {
        Create(spec => spec.SchedulingGates.Add(new PodSchedulingGate { Name = "example.com/quota" }));
        world.Run(TimeSpan.FromSeconds(40));
        Assert.Equal(("", "Pending"), (Now.Spec.NodeName, Now.Status.Phase));
        Assert.Equal(("False", "SchedulingGated"), (Condition("PodScheduled").Status, Condition("PodScheduled").Reason));
        Assert.Equal("SchedulingGated", PodStatusWord.Of(Now));
        Assert.DoesNotContain(world.Store.List<Event>(Given.Namespace), said => said.Reason == "FailedScheduling");

        var open = Now;
        open.Spec.SchedulingGates.Clear();
        world.Store.Update(open);
        world.Run(TimeSpan.FromSeconds(40));
        Assert.Equal(("True", "Running"), (Condition("PodScheduled").Status, Now.Status.Phase));
    }

    [Fact]
    public void Pod_OtherSchedulerName_StaysUnscheduled()
    {
        Create(spec => spec.SchedulerName = "batch-scheduler");
        world.Run(TimeSpan.FromSeconds(40));
        Assert.Equal(("", "Pending"), (Now.Spec.NodeName, Now.Status.Phase));
    }

    [Fact]
    public void Pod_WithAReadinessGate_IsReadyWhenItsConditionIsTrueAndOnlyThen()
    {
        Create(spec => spec.ReadinessGates.Add(new PodReadinessGate { ConditionType = Gate }));
        Assert.True(
            world.RunUntil(
                () => Now.Status?.Conditions.Any(one => one is { Type: "ContainersReady", Status: "True" }) is true,
                TimeSpan.FromMinutes(2)
            )
        );
        Assert.Equal(
            ("False", "ReadinessGatesNotReady", $"corresponding condition of pod readiness gate \"{Gate}\" does not exist."),
            (Condition("Ready").Status, Condition("Ready").Reason, Condition("Ready").Message)
        );

        Say("True");
        Assert.Equal("True", Condition("Ready").Status);
        Say("False");
        Assert.Equal(
            ("False", $"the status of pod readiness gate \"{Gate}\" is not \"True\", but False"),
            (Condition("Ready").Status, Condition("Ready").Message)
        );
    }

    [Fact]
    public void Pod_DeletedWithFinalizer_StaysTerminatedUntilFinalizerIsRemoved()
    {
        Create(_ => { }, finalizer: "example.com/hold");
        Assert.True(world.RunUntil(() => Now.Status?.Phase == "Running", TimeSpan.FromMinutes(2)));
        world.Cluster.State.End(Now, world.Now);
        world.Run(TimeSpan.FromMinutes(1));
        Assert.Equal(("Succeeded", 0L), (Now.Status.Phase, Now.Metadata.DeletionGracePeriodSeconds));
        Assert.NotNull(Now.Status.ContainerStatuses.Single().State.Terminated);

        var released = Now;
        released.Metadata.Finalizers.Clear();
        world.Store.Update(released);
        Assert.Null(world.Store.Get<Pod>(Given.Namespace, "p"));
    }

    private Pod Now => world.Store.Get<Pod>(Given.Namespace, "p")!;

    private PodCondition Condition(string type) => Now.Status.Conditions.Single(condition => condition.Type == type);

    private void Create(Action<PodSpec> shape, string? finalizer = null)
    {
        var pod = new Pod
        {
            Metadata = new ObjectMeta { Namespace = Given.Namespace, Name = "p" },
            Spec = Pods.Template(Given.App("cart", "registry.example.com/shop/cart:2.7.4")).Spec,
        };
        shape(pod.Spec);
        if (finalizer is not null)
            pod.Metadata.Finalizers.Add(finalizer);
        pod.Status = NewStatus.Pending(pod);
        world.Store.Create(pod);
    }

    private void Say(string word)
    {
        var pod = Now;
        var known = pod.Status.Conditions.FirstOrDefault(condition => condition.Type == Gate);
        if (known is null)
            pod.Status.Conditions.Add(known = new PodCondition { Type = Gate });
        known.Status = word;
        world.Store.UpdateStatus(pod);
        world.Run(TimeSpan.FromSeconds(3));
    }
}
