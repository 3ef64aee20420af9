using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Exporters;
using K8sDashboard.Demo.Fleet;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Monitoring;
using K8sDashboard.Demo.Storage;
using K8sDashboard.Demo.Troubles;

namespace K8sDashboard.Demo;

/// <summary>Runs the simulated cluster through two hours of history at full speed, by the same rules as live.</summary>
public sealed class HistoryBackfill
{
    public static readonly TimeSpan Length = TimeSpan.FromHours(2);

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    // About the time that Prometheus takes to start with a history. Simulating that far ahead leaves no gap, which rates would show as a
    // jump.
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(30);

    private readonly SimulationClock clock;
    private readonly ClusterSeeder founding;

    private HistoryBackfill(DemoOptions options, SimulationClock clock, DateTimeOffset began)
    {
        this.clock = clock;
        clock.Set(began);
        Store = new ObjectStore(clock, new ObjectStoreOptions { Seed = options.Seed });
        var plan = options.Fleet is { } size ? new FleetPlan(size, new SeededRandom(options.Seed)) : null;
        var scope = plan is null ? null : new FleetScope(plan);
        Cluster = new LivingCluster(Store, options.Seed, Machines.All, scope, options.EventsKept);
        Fleet = plan is null || scope is null ? null : new FleetLife(plan, scope, Store, Cluster, began + Length);
        Targets = new Targets(Cluster, began + Length);
        Story = options.Troubles ? new Story(began) : null;
        founding = new ClusterSeeder(Cluster, began);
    }

    public ObjectStore Store { get; }

    public LivingCluster Cluster { get; }

    /// <summary>The fleet beside the company; null for none.</summary>
    public FleetLife? Fleet { get; }

    public Targets Targets { get; }

    /// <summary>The end of the history, where live simulation starts.</summary>
    public DateTimeOffset End { get; private set; }

    /// <summary>The scheduled incidents; null for none.</summary>
    public Story? Story { get; }

    /// <summary>Creates the company two hours ago and simulates it until now.</summary>
    /// <param name="options">The seed, and whether there are incidents.</param>
    /// <param name="clock">The simulation's clock; it follows real time afterwards.</param>
    /// <param name="real">The real clock.</param>
    /// <param name="backfill">Collects the metrics; null for none.</param>
    /// <param name="stop">Cancels the run.</param>
    public static HistoryBackfill Tell(
        DemoOptions options,
        SimulationClock clock,
        TimeProvider real,
        Backfill? backfill,
        CancellationToken stop
    )
    {
        var end = real.GetUtcNow();
        var past = new HistoryBackfill(options, clock, end - Length);
        past.founding.Found();
        var history = backfill is null ? null : new History(past.Targets, backfill);
        var lead = backfill is null ? -Step : Lead;
        for (var now = end - Length; now < real.GetUtcNow() + lead; now += Step)
        {
            past.End = now;
            stop.ThrowIfCancellationRequested();
            clock.Set(now);
            past.Cluster.Turn(
                now,
                at =>
                {
                    past.founding.Continue(at, end);
                    past.Story?.Turn(past.Cluster, at, _ => { });
                }
            );
            history?.Turn(now);
        }

        history?.End(past.End);
        Certificates.Issue(past.Cluster, end);
        clock.Set(null);
        return past;
    }
}
