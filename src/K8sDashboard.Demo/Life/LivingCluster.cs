using K8sDashboard.Demo.Fleet;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// The simulated cluster, advanced in turns: each component observes the state and takes its next step. The fixed order and the seeded
/// random numbers make a run reproducible.
/// </summary>
public sealed class LivingCluster : IDisposable
{
    /// <summary>The interval between live turns.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim gate = new(1); // asynchronous: scrapes that wait for a turn must not block a thread each
    private readonly Action<DateTimeOffset>[] components;
    private readonly Nodes nodes;
    private readonly Scheduler scheduler;
    private readonly Leases leases;

    /// <param name="store">The object store.</param>
    /// <param name="seed">The seed of a reproducible run.</param>
    /// <param name="machines">The nodes.</param>
    /// <param name="fleet">The fleet beside it, which is not visible from here; null for none.</param>
    /// <param name="eventsKept">The TTL of events; null for the default.</param>
    public LivingCluster(
        ObjectStore store,
        int seed,
        IReadOnlyList<Company.Machine> machines,
        FleetScope? fleet = null,
        TimeSpan? eventsKept = null
    )
    {
        State = fleet is null ? new ClusterState(store) : new ClusterState(store, fleet.Outside, fleet.Admit);
        SeededRandom = new SeededRandom(seed);
        Curve = new LoadCurve(SeededRandom);
        Consumption = new Consumption(Curve);
        Events = new EventLog(State, SeededRandom, eventsKept ?? EventLog.UsuallyKept);
        Hosts = [.. machines.Select(machine => new Host(machine, new MachineMeter(machine, Consumption, Curve)))];
        Kubelets = new Kubelets(State, Events, SeededRandom, Consumption, Hosts);
        nodes = new Nodes(State, Events, Kubelets);
        scheduler = new Scheduler(State, Events);
        leases = new Leases(State, Hosts);
        var autoscalers = new Autoscalers(State, Events, Consumption, Hosts);
        var budgets = new Budgets(State);
        var garbage = new Garbage(State);
        var evictions = new TaintEvictions(State, Events);
        var cascades = new Cascades(store, State);
        var namespaces = new EndingNamespaces(store, State);
        var endpoints = new ServiceEndpoints(State, SeededRandom);
        Action<DateTimeOffset> WhenChanged(Action<DateTimeOffset> turn) => new OnChange(store, turn).Turn;
        components =
        [
            new CronJobs(State, Events).Turn,
            WhenChanged(new Jobs(State, Events).Turn),
            WhenChanged(new Deployments(State, Events).Turn),
            WhenChanged(new ReplicaSets(State, Events).Turn),
            WhenChanged(new StatefulSets(State, Events).Turn),
            WhenChanged(new DaemonSets(State, Events).Turn),
            WhenChanged(new Volumes(State, Events).Turn),
            new StaticPods(State, Kubelets).Turn,
            scheduler.Turn,
            Kubelets.Turn,
            nodes.Turn,
            evictions.Turn,
            WhenChanged(endpoints.Turn),
            autoscalers.Turn,
            WhenChanged(_ => budgets.Turn()),
            WhenChanged(cascades.Turn),
            WhenChanged(garbage.Turn),
            new LostPods(store, State).Turn,
            new NewNamespaces(store, State, () => Authority).Turn,
            WhenChanged(namespaces.Turn),
            Events.Forget,
        ];
    }

    /// <summary>Called when a component's turn throws, so that the other components still run; null rethrows.</summary>
    public Action<Exception>? Stumbles { get; set; }

    /// <summary>The API server's CA certificate as PEM, for kube-root-ca.crt; null before it exists.</summary>
    public string? Authority { get; set; }

    public ClusterState State { get; }

    public SeededRandom SeededRandom { get; }

    public LoadCurve Curve { get; }

    public Consumption Consumption { get; }

    public EventLog Events { get; }

    public IReadOnlyList<Host> Hosts { get; }

    public Kubelets Kubelets { get; }

    /// <summary>The number of unschedulable pods.</summary>
    public int Unschedulable => scheduler.Unschedulable;

    /// <summary>The control plane node that holds the leader leases.</summary>
    public string Leader => leases.Leader;

    /// <summary>One turn of every component.</summary>
    /// <param name="now">The time of the turn; monotonic.</param>
    /// <param name="before">Runs before the components: incidents, or the company's creation.</param>
    public void Turn(DateTimeOffset now, Action<DateTimeOffset>? before = null) => Turn(() => now, before);

    private void Turn(Func<DateTimeOffset> clock, Action<DateTimeOffset>? before)
    {
        gate.Wait();
        try
        {
            var now = clock();
            before?.Invoke(now);
            foreach (var component in components)
                Take(component, now);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>
    /// A live turn: also renews leases, which nothing reads in the history. The clock is read inside the lock, as for scrapes: otherwise a
    /// waiting turn could run with a time before one already observed.
    /// </summary>
    public void LiveTurn(TimeProvider time, Action<DateTimeOffset>? before = null) =>
        Turn(
            time.GetUtcNow,
            at =>
            {
                before?.Invoke(at);
                leases.Turn(at);
            }
        );

    /// <summary>Reads the cluster between two turns.</summary>
    public T Read<T>(Func<LivingCluster, T> read)
    {
        gate.Wait();
        try
        {
            return read(this);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Likewise without blocking a thread, for many concurrent readers.</summary>
    public async Task<T> ReadAsync<T>(Func<LivingCluster, T> read)
    {
        await gate.WaitAsync();
        try
        {
            return read(this);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    /// <summary>Runs a component's turn; an exception is reported and does not affect the others.</summary>
    internal void Take(Action<DateTimeOffset> component, DateTimeOffset now)
    {
        try
        {
            component(now);
        }
        catch (Exception fault) when (Stumbles is not null)
        {
            Stumbles(fault);
        }
    }
}
