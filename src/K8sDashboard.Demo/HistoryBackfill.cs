using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Exporters;
using K8sDashboard.Demo.Fleet;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Monitoring;
using K8sDashboard.Demo.Storage;
using K8sDashboard.Demo.Troubles;

namespace K8sDashboard.Demo;

/// <summary>The simulated cluster with two hours behind it: told quickly, by the same rules as what comes then.</summary>
public sealed class HistoryBackfill
{
    public static readonly TimeSpan Length = TimeSpan.FromHours(2);

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);

    // Prometheus takes about as long to start with a past. What is told until then leaves no gap, which rates would show as a jump.
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

    /// <summary>What lives by itself beside the company; null where nothing does.</summary>
    public FleetLife? Fleet { get; }

    public Targets Targets { get; }

    /// <summary>Up to when it is told; life goes on from there.</summary>
    public DateTimeOffset End { get; private set; }

    /// <summary>What goes wrong; null where nothing is to.</summary>
    public Story? Story { get; }

    /// <summary>Founds the company two hours ago and lets it live until now.</summary>
    /// <param name="options">The seed, and whether things go wrong.</param>
    /// <param name="clock">The simulation's; it shows the real time afterwards.</param>
    /// <param name="real">The real time.</param>
    /// <param name="backfill">Gets the metrics on the way; null where nobody wants them.</param>
    /// <param name="stop">Ends it on the way.</param>
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
