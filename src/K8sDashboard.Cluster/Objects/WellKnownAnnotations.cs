namespace K8sDashboard.Cluster.Objects;

/// <summary>Annotations and labels that kubectl and the Deployment controller give a meaning to.</summary>
internal static class WellKnownAnnotations
{
    /// <summary>The whole object as last applied, which may hold what was since removed; never shown.</summary>
    public const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    public const string RestartedAt = "kubectl.kubernetes.io/restartedAt";

    public const string ChangeCause = "kubernetes.io/change-cause";

    public const string Revision = "deployment.kubernetes.io/revision";

    public const string RevisionHistory = "deployment.kubernetes.io/revision-history";

    public const string DesiredReplicas = "deployment.kubernetes.io/desired-replicas";

    public const string MaxReplicas = "deployment.kubernetes.io/max-replicas";

    /// <summary>Where apps/v1 keeps the field <c>rollbackTo</c> of old API versions.</summary>
    public const string DeprecatedRollbackTo = "deprecated.deployment.rollback.to";

    /// <summary>The label that the controller adds to a ReplicaSet's template to tell the sets apart.</summary>
    public const string PodTemplateHash = "pod-template-hash";
}
