using K8sDashboard.Demo.Fleet;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// The cluster's life, a turn at a time: each component looks at what is and does its next step. The order is fixed and so is
/// chance, so the same seed and the same times tell the same story.
/// </summary>
public sealed class LivingCluster : IDisposable
{
    /// <summary>From one turn to the next, while it lives.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim gate = new(1); // scrapes read while a turn writes, and must not hold a thread each while they wait
    private readonly Action<DateTimeOffset>[] components;
    private readonly Nodes nodes;
    private readonly Scheduler scheduler;
    private readonly Leases leases;

    /// <param name="store">Where its objects are.</param>
    /// <param name="seed">The same one gives the same life.</param>
    /// <param name="machines">Its nodes.</param>
    /// <param name="fleet">What lives by itself beside it, and is not seen from here; null where there is nothing.</param>
    /// <param name="eventsKept">For how long; null for the usual hour.</param>
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

    /// <summary>Told of a component that cannot do its turn, so that the others still do theirs; null where that ends the turn.</summary>
    public Action<Exception>? Stumbles { get; set; }

    /// <summary>The API server's authority as PEM, for pods to know it by; null before there is one.</summary>
    public string? Authority { get; set; }

    public ClusterState State { get; }

    public SeededRandom SeededRandom { get; }

    public LoadCurve Curve { get; }

    public Consumption Consumption { get; }

    public EventLog Events { get; }

    public IReadOnlyList<Host> Hosts { get; }

    public Kubelets Kubelets { get; }

    /// <summary>Pods that fit nowhere now.</summary>
    public int Unschedulable => scheduler.Unschedulable;

    /// <summary>The control plane's machine that leads.</summary>
    public string Leader => leases.Leader;

    /// <summary>Every component takes its turn.</summary>
    /// <param name="now">The time of the turn; never before the last one's.</param>
    /// <param name="before">What happens first: troubles, or the company's founding.</param>
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
    /// The same while it lives: leases are renewed too. Those of the past nobody asks for. Its time is read when it is its turn, as that
    /// of scrapes is: of two that wait for each other the later one must not be told of the earlier time.
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

    /// <summary>The same for many who wait at once.</summary>
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

    /// <summary>Lets a component take its turn; where it cannot, that is told, and the others still take theirs.</summary>
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
