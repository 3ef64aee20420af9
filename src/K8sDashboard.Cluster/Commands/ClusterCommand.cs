using System.Globalization;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Commands;

/// <summary>
/// A change that a person asked for, as a value: of which object, which incarnation of it, and what they saw when they decided.
/// The change is refused where that no longer holds. Status updates do not count as change, so the resourceVersion is not part of it.
/// </summary>
public abstract record ClusterCommand
{
    private ClusterCommand(WorkloadKind kind, ObjectRef target, string uid)
    {
        Kind = kind;
        Target = target;
        Uid = uid;
    }

    public WorkloadKind Kind { get; }

    public ObjectRef Target { get; }

    /// <summary>The object that was looked at; another uid under the same name is another object.</summary>
    public string Uid { get; }

    /// <summary>As the button says it.</summary>
    public abstract string Verb { get; }

    /// <summary>The same with kubectl.</summary>
    public abstract string Kubectl { get; }

    /// <summary>What the API server would be told twice about: the last pod of something that runs goes away.</summary>
    public virtual bool NeedsTypedConfirmation => false;

    /// <summary>As kubectl names the object: <c>deployment/web</c>.</summary>
    protected string KubectlTarget => $"{Kind.ToString().ToLowerInvariant()}/{Target.Name}";

    /// <summary>Sets the number of pods, which was <see cref="Seen"/>.</summary>
    public sealed record Scale(WorkloadKind Kind, ObjectRef Target, string Uid, int Seen, int Replicas) : ClusterCommand(Kind, Target, Uid)
    {
        public override string Verb => "Scale";

        public override string Kubectl =>
            string.Create(CultureInfo.InvariantCulture, $"kubectl scale {KubectlTarget} --replicas={Replicas} -n {Target.Namespace}");

        public override bool NeedsTypedConfirmation => Seen > 0 && Replicas == 0;
    }

    /// <summary>Replaces every pod of a Deployment, as its strategy allows.</summary>
    public sealed record Restart(ObjectRef Target, string Uid, long SeenGeneration) : ClusterCommand(WorkloadKind.Deployment, Target, Uid)
    {
        public override string Verb => "Restart";

        public override string Kubectl => $"kubectl rollout restart {KubectlTarget} -n {Target.Namespace}";
    }

    /// <summary>Gives a Deployment the pod template of an earlier revision.</summary>
    public sealed record Rollback(ObjectRef Target, string Uid, long SeenGeneration, long Revision)
        : ClusterCommand(WorkloadKind.Deployment, Target, Uid)
    {
        public override string Verb => "Roll back";

        public override string Kubectl =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"kubectl rollout undo {KubectlTarget} --to-revision={Revision} -n {Target.Namespace}"
            );
    }
}
