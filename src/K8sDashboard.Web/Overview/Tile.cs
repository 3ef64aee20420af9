using System.Globalization;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Overview;

/// <summary>One figure of the overview with its health; no number until it was synced.</summary>
public sealed record Tile(string Title, string Value, Verdict Verdict)
{
    /// <summary>The number of objects with problems.</summary>
    public int Problems { get; init; }

    public static Tile Nodes(Table<Node> nodes, RecentFailures failures, DateTimeOffset now) =>
        Of(
            "Nodes",
            nodes,
            now,
            _ => true,
            all =>
            {
                var ready = all.Count(node => node.Condition("Ready")?.Status == ConditionStatus.True);
                List<Verdict> verdicts = [.. all.Select(node => NodeHealth.Of(node, failures, now))];
                return ($"{ready}/{all.Count} ready", Worst(verdicts), Count(verdicts));
            }
        );

    public static Tile Pods(Table<Pod> pods, DateTimeOffset now, Func<string, bool> shows) =>
        Of(
            "Pods",
            pods,
            now,
            shows,
            all =>
            {
                var phases = all.CountBy(pod => pod.Phase)
                    .OrderBy(pair => Place(pair.Key))
                    .Select(pair => $"{pair.Value.ToString("N0", CultureInfo.InvariantCulture)} {pair.Key}");
                List<Verdict> verdicts = [.. all.Select(pod => PodHealth.Of(pod, now))];
                return (
                    string.Join(" · ", phases),
                    Worst(verdicts) is { NeedsAttention: true } worst ? worst : Verdict.Healthy,
                    Count(verdicts)
                );
            }
        );

    public static Tile Deployments(ClusterSnapshot snapshot, RecentFailures failures, DateTimeOffset now, Func<string, bool> shows) =>
        Of(
            "Deployments",
            snapshot.Deployments,
            now,
            shows,
            all =>
            {
                var available = all.Count(deployment => deployment.Available >= deployment.Desired);
                List<Verdict> verdicts =
                [
                    .. all.Select(deployment =>
                        WorkloadHealth.Of(deployment, Rollout.PodsOf(deployment, snapshot.ReplicaSets, snapshot.Pods), failures, now)
                    ),
                ];
                var verdict =
                    Worst(verdicts) is { NeedsAttention: true } worst ? worst
                    : available == all.Count ? Verdict.Healthy
                    : Verdict.Healthy with { Level = HealthLevel.Degraded };
                return ($"{available}/{all.Count} available", verdict, Count(verdicts));
            }
        );

    private static Tile Of<T>(
        string title,
        Table<T> table,
        DateTimeOffset now,
        Func<string, bool> shows,
        Func<List<T>, (string Value, Verdict Verdict, int Problems)> count
    )
        where T : ClusterObject
    {
        switch (table.Sync)
        {
            case SyncState.Syncing:
                return new(title, "syncing …", new(HealthLevel.Unknown, "syncing", ""));
            case SyncState.Forbidden:
                return new(title, "no permission", new(HealthLevel.Unknown, "forbidden", ""));
            case SyncState.NotServed:
                return new(title, "not served", new(HealthLevel.Unknown, "not-served", ""));
            case SyncState.Interrupted { NeverListed: true }:
                return new(title, "not known", new(HealthLevel.Unknown, "never-listed", ""));
        }

        var shown = table.Items.Where(item => shows(item.Namespace)).ToList();
        if (shown.Count == 0)
            return table.Sync.Reach.IsWhole
                ? new(title, "none", new(HealthLevel.Idle, "none", ""))
                : new(title, "none is read", new(HealthLevel.Unknown, "unread", ""));
        var (value, verdict, problems) = count(shown);
        return new(title, value, Freshness.Of(table.Sync, now).IsOld ? new(HealthLevel.Unknown, "stale", "") : verdict)
        {
            Problems = problems,
        };
    }

    private static int Count(List<Verdict> verdicts) => verdicts.Count(verdict => verdict.NeedsAttention);

    private static Verdict Worst(IEnumerable<Verdict> verdicts) => verdicts.MaxBy(verdict => verdict.Level);

    private static int Place(PodPhase phase) =>
        phase switch
        {
            PodPhase.Running => 0,
            PodPhase.Pending => 1,
            PodPhase.Failed => 2,
            PodPhase.Unknown => 3,
            _ => 4,
        };
}
