using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Fleet;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Storage;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Demo.Tests.Life;

/// <summary>The simulated company at a fixed time, advanced by the test.</summary>
internal sealed class World
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public World(
        int seed = 7,
        bool founded = true,
        IReadOnlyList<Machine>? machines = null,
        FleetSize? fleet = null,
        TimeSpan? eventsKept = null
    )
    {
        Time = new FakeTimeProvider(Start);
        Store = new ObjectStore(Time, new ObjectStoreOptions { Seed = seed });
        var plan = fleet is null ? null : new FleetPlan(fleet, new SeededRandom(seed));
        Scope = plan is null ? null : new FleetScope(plan);
        Cluster = new LivingCluster(Store, seed, machines ?? Machines.All, Scope, eventsKept);
        if (plan is not null)
            Fleet = new FleetLife(plan, Scope!, Store, Cluster, Start);
        if (!founded)
            return;
        ClusterSeeder = new ClusterSeeder(Cluster, Start);
        ClusterSeeder.Found();
        Run(TimeSpan.FromSeconds(1));
    }

    public FakeTimeProvider Time { get; }

    public ObjectStore Store { get; }

    public LivingCluster Cluster { get; }

    public FleetScope? Scope { get; }

    public FleetLife? Fleet { get; }

    public ClusterSeeder? ClusterSeeder { get; }

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Advances the time, one turn at a time.</summary>
    public void Run(TimeSpan span, Action<DateTimeOffset>? before = null)
    {
        for (var end = Now + span; Now < end; )
        {
            for (var part = TimeSpan.Zero; part < LivingCluster.Beat; part += FleetLife.Beat)
            {
                Time.Advance(FleetLife.Beat);
                Fleet?.Turn(Now);
            }

            Cluster.Turn(Now, before);
        }
    }

    /// <summary>Advances the time until a condition holds, up to a limit.</summary>
    public bool RunUntil(Func<bool> isSo, TimeSpan atMost)
    {
        for (var end = Now + atMost; Now < end && !isSo(); )
            Run(LivingCluster.Beat);
        return isSo();
    }
}
