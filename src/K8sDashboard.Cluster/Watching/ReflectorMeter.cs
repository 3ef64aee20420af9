using System.Collections.Immutable;
using K8sDashboard.Cluster.State;
using Prometheus;

namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Metrics of the watch loops: by resource, for <c>/metrics</c>, and as a status by loop for the UI.
/// </summary>
public sealed class ReflectorMeter
{
    private readonly ReflectorCounters counters;
    private readonly TimeProvider time;
    private ImmutableList<ReflectorStats> loops = []; // bounded by kinds times namespaces

    public ReflectorMeter(CollectorRegistry registry, TimeProvider time)
    {
        this.time = time;
        Shortage = new(time);
        var metrics = Metrics.WithCustomRegistry(registry);
        counters = new(metrics);
        var gauges = new ReflectorGauges(metrics);
        registry.AddBeforeCollectCallback(() => gauges.Update(Loops));
    }

    /// <summary>Memory shortages of all loops.</summary>
    public MemoryShortage Shortage { get; }

    /// <summary>All running loops, by kind and scope.</summary>
    public ImmutableArray<LoopStatus> Loops =>
        [
            .. loops
                .Select(loop => loop.Read())
                .OrderBy(loop => loop.Kind, StringComparer.Ordinal)
                .ThenBy(loop => loop.Scope, StringComparer.Ordinal),
        ];

    /// <summary>Registers the counters of one loop.</summary>
    internal ReflectorMetrics Open(string kind, string scope, Func<SyncState> sync)
    {
        var stats = new ReflectorStats(kind, scope, sync, time);
        ImmutableInterlocked.Update(ref loops, open => open.Add(stats));
        return new(counters.Of(kind), stats, Shortage, () => ImmutableInterlocked.Update(ref loops, open => open.Remove(stats)));
    }
}
