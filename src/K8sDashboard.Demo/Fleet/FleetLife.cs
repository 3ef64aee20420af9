using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Fleet;

/// <summary>
/// Thousands of nodes and a hundred thousand pods beside the company. An inactive workload is only bytes in the store; a change of one of
/// its objects, whoever made it, activates it, and it is simulated like the company's until it has converged. Not thread-safe.
/// </summary>
public sealed class FleetLife
{
    /// <summary>The interval between turns.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    // Active workloads are held as message objects, ten times the size of their bytes: the rest queue up.
    private const int MostAwake = 100;
    private const int MostEvents = 10_000;

    private readonly ObjectStore store;
    private readonly FleetPlan plan;
    private readonly FleetScope scope;
    private readonly LivingCluster company;
    private readonly FleetNodes nodes;
    private readonly EventLog events;
    private readonly Heartbeats heartbeats;
    private readonly Churn churn;
    private readonly Dictionary<(string Namespace, string Name), FleetApp> apps;
    private readonly Dictionary<FleetApp, AwakeApp> awake = []; // at most MostAwake
    private readonly OrderedDictionary<FleetApp, DateTimeOffset> waiting = []; // at most one a workload
    private readonly Dictionary<string, DateTimeOffset> lost = []; // deleted nodes, until their pods are gone
    private FleetFeed? feed; // created at the first turn: nothing changes the fleet before
    private DateTimeOffset lastLook;

    /// <param name="plan">The layout of the fleet.</param>
    /// <param name="scope">Which objects belong to it.</param>
    /// <param name="store">The object store.</param>
    /// <param name="company">The company's cluster beside it.</param>
    /// <param name="now">When it is created.</param>
    public FleetLife(FleetPlan plan, FleetScope scope, ObjectStore store, LivingCluster company, DateTimeOffset now)
    {
        (this.plan, this.scope, this.store, this.company) = (plan, scope, store, company);
        nodes = new FleetNodes(
            plan.Machines.Select(machine => new Host(machine, new MachineMeter(machine, company.Consumption, company.Curve)))
        );
        var state = new ClusterState(store, scope.Inside);
        events = new EventLog(state, company.SeededRandom, company.Events.Kept, MostEvents);
        heartbeats = new Heartbeats(store, state, nodes, Beat);
        churn = new Churn(plan, store, state, company.SeededRandom, plan.Size.Pods);
        apps = plan.Apps.ToDictionary(app => (app.Namespace, app.Name));
        store.Load(new FleetSeeder(plan, nodes, company.SeededRandom, company.Consumption, now).Objects());
    }

    /// <summary>The number of active and queued workloads.</summary>
    public int Awake => awake.Count + waiting.Count;

    /// <summary>Runs until cancelled.</summary>
    public async Task LiveAsync(TimeProvider time, CancellationToken stop)
    {
        using var beat = new PeriodicTimer(Beat, time);
        while (await beat.WaitForNextTickAsync(stop))
            company.Take(Turn, time.GetUtcNow());
    }

    public void Turn(DateTimeOffset now)
    {
        var changes = Hear(now);
        if (now - lastLook >= LivingCluster.Beat)
        {
            lastLook = now;
            Collect(now);
            Live(now);
            events.Forget(now);
        }

        heartbeats.Turn(now);
        churn.Turn(now, changes, app => !awake.ContainsKey(app));
    }

    /// <returns>The number of pod changes not made by the churn.</returns>
    private int Hear(DateTimeOffset now)
    {
        var count = 0;
        feed ??= new FleetFeed(store);
        foreach (var (kind, change) in feed.Read())
        {
            if (kind.Name == nameof(Node))
                Hear(change, now);
            else if (scope.Namespaces.Contains(change.Object.Namespace) && !churn.Made(change.Version) && OwnerOf(kind, change) is { } app)
            {
                if (kind.Name == nameof(Pod))
                {
                    count++;
                    Count(kind, change);
                }

                Wake(app, now);
            }
        }

        if (feed.HasLost)
            LookAtAll(now);
        return count;
    }

    private void Hear(StoredChange node, DateTimeOffset now)
    {
        if (nodes.Find(node.Object.Name) is not { } known)
            return;
        known.Object = node.Type == ChangeType.Deleted ? null : (Node)Kinds.Of<Node>().Parse(node.Object.Bytes);
        if (known.Object is null)
            lost.TryAdd(node.Object.Name, now);
        else
            lost.Remove(node.Object.Name);
    }

    /// <summary>Garbage-collects the pods of deleted nodes, as the company's pod garbage collector does.</summary>
    private void Collect(DateTimeOffset now)
    {
        var due = lost.Where(node => now - node.Value >= LostPods.Quarantine).Select(node => node.Key).ToHashSet();
        if (due.Count == 0)
            return;
        foreach (var node in due)
            lost.Remove(node);
        var kind = Kinds.Of<Pod>();
        foreach (
            var stored in scope
                .Inside(kind, store.Snapshot(kind))
                .Where(stored => due.Contains(((Pod)kind.Parse(stored.Bytes)).Spec.NodeName))
        )
            store.Delete(kind, stored.Namespace, stored.Name, stored.Uid);
    }

    /// <summary>The workload that a change belongs to; null leaves it to the company's controllers.</summary>
    private FleetApp? OwnerOf(ResourceKind kind, StoredChange change)
    {
        if (!scope.IsForeign(kind, change.Object))
        {
            if (
                FleetNames.AppOf(kind, change.Object.Name) is { } name
                && apps.TryGetValue((change.Object.Namespace, name), out var app)
                && IsOfFleet(kind, change)
            )
                return app;
            if (change.Type != ChangeType.Deleted)
                scope.Admit(kind, new ObjectMeta { Namespace = change.Object.Namespace, Name = change.Object.Name });
        }
        else if (change.Type == ChangeType.Deleted)
        {
            scope.Forget(kind, change.Object);
        }

        return null;
    }

    // Only a new object can be foreign despite its name.
    private static bool IsOfFleet(ResourceKind kind, StoredChange change) =>
        change.Type != ChangeType.Added
        || kind.Name != nameof(Pod)
        || ((Pod)kind.Parse(change.Object.Bytes)).Metadata.OwnerReferences.Any(owner => owner is { Kind: "ReplicaSet", Controller: true });

    private void Count(ResourceKind kind, StoredChange change)
    {
        var (pod, before) = ((Pod)kind.Parse(change.Object.Bytes), change.Before is { } known ? (Pod)kind.Parse(known.Bytes) : null);
        if (change.Type == ChangeType.Deleted)
            nodes.Remove(pod);
        else if (before?.Spec.NodeName != pod.Spec.NodeName)
            nodes.Add(pod);
    }

    private void Wake(FleetApp app, DateTimeOffset now)
    {
        if (awake.TryGetValue(app, out var one))
            one.Touch(now);
        else
            waiting.TryAdd(app, now);
    }

    private void Live(DateTimeOffset now)
    {
        while (awake.Count < MostAwake && waiting.Count > 0)
        {
            var app = waiting.GetAt(0).Key;
            waiting.RemoveAt(0);
            awake[app] = new AwakeApp(app, store, scope, nodes, events, company.SeededRandom, company.Consumption);
            awake[app].Touch(now);
        }

        foreach (var app in awake.Values.ToList())
        {
            app.Turn(now);
            if (!app.IsGone && !app.IsSettled(now))
                continue;
            // A later object of the same name is foreign.
            if (app.IsGone)
                apps.Remove((app.App.Namespace, app.App.Name));
            app.Rest();
            awake.Remove(app.App);
        }
    }

    private void LookAtAll(DateTimeOffset now)
    {
        nodes.Clear();
        var kind = Kinds.Of<Pod>();
        foreach (var stored in scope.Inside(kind, store.Snapshot(kind)))
            nodes.Add((Pod)kind.Parse(stored.Bytes));

        foreach (var app in apps.Values)
            Wake(app, now);
    }
}
