using K8sDashboard.Demo.Api.Apps.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// What a Deployment's controller writes on its ReplicaSets: revisions, wanted replicas, and the Deployment's own annotations.
/// </summary>
/// <remarks><c>SetNewReplicaSetAnnotations</c> of Kubernetes' <c>pkg/controller/deployment/util</c>.</remarks>
public static class RevisionAnnotations
{
    private const string Revision = Deployments.RevisionAnnotation;
    private const string History = "deployment.kubernetes.io/revision-history";
    private const string Desired = "deployment.kubernetes.io/desired-replicas";
    private const string Most = "deployment.kubernetes.io/max-replicas";
    private const int LongestHistory = 2000; // characters

    // They are of one object alone.
    private static readonly HashSet<string> NotCopied =
    [
        "kubectl.kubernetes.io/last-applied-configuration",
        Revision,
        History,
        Desired,
        Most,
        "deprecated.deployment.rollback.to",
    ];

    /// <summary>The number of a ReplicaSet's revision; 0 where it has none.</summary>
    public static long RevisionOf(ReplicaSet set) =>
        set.Metadata.Annotations.TryGetValue(Revision, out var text) && long.TryParse(text, out var revision) ? revision : 0;

    /// <summary>
    /// Copies the Deployment's annotations; gives a newer revision, and remembers the older one of a ReplicaSet that is used again.
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

    /// <summary>How many replicas the Deployment wants, and has at most while it rolls.</summary>
    public static void WriteReplicas(ReplicaSet set, Deployment deployment)
    {
        var desired = Rollout.Desired(deployment.Spec);
        set.Metadata.Annotations[Desired] = $"{desired}";
        set.Metadata.Annotations[Most] = $"{desired + Rollout.Surge(deployment.Spec)}";
    }
}
