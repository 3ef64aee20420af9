using System.Globalization;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Actions;

/// <summary>
/// A write with its precondition (optimistic concurrency): target, uid, and the state that the user saw. It is rejected where that no
/// longer holds. The resourceVersion is not part of the precondition, since status updates change it.
/// </summary>
public abstract record ClusterAction
{
    private ClusterAction(WorkloadKind kind, ObjectRef target, string uid)
    {
        Kind = kind;
        Target = target;
        Uid = uid;
    }

    public WorkloadKind Kind { get; }

    public ObjectRef Target { get; }

    /// <summary>The uid of the object that the user saw: a recreated object of the same name is another one.</summary>
    public string Uid { get; }

    /// <summary>The label of the button.</summary>
    public abstract string Verb { get; }

    /// <summary>The equivalent kubectl command.</summary>
    public abstract string Kubectl { get; }

    /// <summary>The user has to type the name to confirm: the last pod of a running workload would be deleted.</summary>
    public virtual bool NeedsTypedConfirmation => false;

    /// <summary>The resource in kubectl's notation: <c>deployment/web</c>.</summary>
    protected string KubectlTarget => $"{Kind.ToString().ToLowerInvariant()}/{Target.Name}";

    /// <summary>Sets the replica count, which was <see cref="Seen"/>.</summary>
    public sealed record Scale(WorkloadKind Kind, ObjectRef Target, string Uid, int Seen, int Replicas) : ClusterAction(Kind, Target, Uid)
    {
        public override string Verb => "Scale";

        public override string Kubectl =>
            string.Create(CultureInfo.InvariantCulture, $"kubectl scale {KubectlTarget} --replicas={Replicas} -n {Target.Namespace}");

        public override bool NeedsTypedConfirmation => Seen > 0 && Replicas == 0;
    }

    /// <summary>A rolling restart of a Deployment, by its update strategy.</summary>
    public sealed record Restart(ObjectRef Target, string Uid, long SeenGeneration) : ClusterAction(WorkloadKind.Deployment, Target, Uid)
    {
        public override string Verb => "Restart";

        public override string Kubectl => $"kubectl rollout restart {KubectlTarget} -n {Target.Namespace}";
    }

    /// <summary>Rolls a Deployment back to the pod template of an earlier revision.</summary>
    public sealed record Rollback(ObjectRef Target, string Uid, long SeenGeneration, long Revision)
        : ClusterAction(WorkloadKind.Deployment, Target, Uid)
    {
        public override string Verb => "Roll back";

        public override string Kubectl =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"kubectl rollout undo {KubectlTarget} --to-revision={Revision} -n {Target.Namespace}"
            );
    }
}
