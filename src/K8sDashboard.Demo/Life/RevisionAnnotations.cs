using K8sDashboard.Demo.Api.Apps.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The annotations of a Deployment's ReplicaSets: revision, desired replicas, and copies of the Deployment's own.</summary>
/// <remarks><c>SetNewReplicaSetAnnotations</c> of Kubernetes' <c>pkg/controller/deployment/util</c>.</remarks>
public static class RevisionAnnotations
{
    private const string Revision = Deployments.RevisionAnnotation;
    private const string History = "deployment.kubernetes.io/revision-history";
    private const string Desired = "deployment.kubernetes.io/desired-replicas";
    private const string Most = "deployment.kubernetes.io/max-replicas";
    private const int LongestHistory = 2000; // characters

    // Specific to one object.
    private static readonly HashSet<string> NotCopied =
    [
        "kubectl.kubernetes.io/last-applied-configuration",
        Revision,
        History,
        Desired,
        Most,
        "deprecated.deployment.rollback.to",
    ];

    /// <summary>A ReplicaSet's revision number; 0 for none.</summary>
    public static long RevisionOf(ReplicaSet set) =>
        set.Metadata.Annotations.TryGetValue(Revision, out var text) && long.TryParse(text, out var revision) ? revision : 0;

    /// <summary>
    /// Copies the Deployment's annotations; a reused ReplicaSet gets the new revision, and its history lists the old one.
    /// </summary>
    public static void Write(ReplicaSet set, Deployment deployment, long revision)
    {
        var annotations = set.Metadata.Annotations;
        foreach (var (key, value) in deployment.Metadata.Annotations.Where(pair => !NotCopied.Contains(pair.Key)))
            annotations[key] = value;
        if (RevisionOf(set) is var before && before >= revision)
            return;
        if (before > 0)
        {
            var history = annotations.TryGetValue(History, out var older) && older.Length > 0 ? $"{older},{before}" : $"{before}";
            while (history.Length > LongestHistory)
                history = history[(history.IndexOf(',', StringComparison.Ordinal) + 1)..];
            annotations[History] = history;
        }

        annotations[Revision] = $"{revision}";
    }

    /// <summary>Writes the desired and the maximum replicas of the rollout.</summary>
    public static void WriteReplicas(ReplicaSet set, Deployment deployment)
    {
        var desired = Rollout.Desired(deployment.Spec);
        set.Metadata.Annotations[Desired] = $"{desired}";
        set.Metadata.Annotations[Most] = $"{desired + Rollout.Surge(deployment.Spec)}";
    }
}
