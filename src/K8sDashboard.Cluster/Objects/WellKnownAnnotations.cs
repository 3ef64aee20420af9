namespace K8sDashboard.Cluster.Objects;

/// <summary>Annotations and labels with a meaning to kubectl and the Deployment controller.</summary>
internal static class WellKnownAnnotations
{
    /// <summary>The object as last applied, which may hold values removed since; never shown.</summary>
    public const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    public const string RestartedAt = "kubectl.kubernetes.io/restartedAt";

    public const string ChangeCause = "kubernetes.io/change-cause";

    public const string Revision = "deployment.kubernetes.io/revision";

    public const string RevisionHistory = "deployment.kubernetes.io/revision-history";

    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";

    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";

    /// <summary>The apps/v1 representation of the <c>rollbackTo</c> field of old API versions.</summary>
    public const string DeprecatedRollbackTo = "deprecated.deployment.rollback.to";

    /// <summary>The label that the Deployment controller adds to a ReplicaSet's template.</summary>
    public const string PodTemplateHash = "pod-template-hash";
}
