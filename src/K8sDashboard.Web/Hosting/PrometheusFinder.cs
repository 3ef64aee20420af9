using System.Collections.Immutable;
using K8sDashboard.Caching;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring;
using K8sDashboard.Web.Search;
using Microsoft.Extensions.Options;

namespace K8sDashboard.Web.Hosting;

/// <summary>
/// Discovers the Prometheus of the charts: the configured one, else a well-known Service of the cluster that answers a probe query. Outside
/// the cluster it is reached through the API server's service proxy with the user's credentials; in the cluster by its DNS name.
/// </summary>
public sealed partial class PrometheusFinder(
    ConfiguredPrometheus configured,
    IOptions<PrometheusOptions> options,
    Func<Table<Service>> known,
    ClusterConnection cluster,
    TimeProvider time,
    ILogger<PrometheusFinder> log
) : IDisposable
{
    /// <summary>The name of a connection by a pod's ServiceAccount.</summary>
    private const string InCluster = "in-cluster";

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(15);

    // By candidates: a Service that is added is probed at once.
    private readonly SingleFlightCache<string, PrometheusSource> searches = new(time, maxEntries: 1);
    private volatile Chosen? chosen;

    public async ValueTask<PrometheusSource> LocateAsync(CancellationToken cancellation)
    {
        if (options.Value.Url is not null)
            return await configured.LocateAsync(cancellation);
        var services = known();
        var candidates = PrometheusService.Candidates(services);
        if (chosen is { } still && candidates.Contains(still.Service))
            return new PrometheusSource.Found(still.Connection);
        if (candidates.IsEmpty)
            return new PrometheusSource.Missing(WhyNone(services.Sync));
        return await searches.GetAsync(
            string.Join(' ', candidates.Select(candidate => candidate.ProxyPath)),
            async () => new(await SearchAsync(candidates), LookAgainAfter),
            cancellation
        );
    }

    public void Dispose() => chosen?.Connection.Dispose();

    private async Task<PrometheusSource> SearchAsync(ImmutableArray<PrometheusService> candidates)
    {
        chosen = null;
        var trouble = new List<string>();
        foreach (var candidate in candidates)
        {
            var attempt = Connect(candidate);
            // A matching name is not sufficient: it must answer a query.
            if (await PrometheusProbe.WhyNotAsync(attempt, time, CancellationToken.None) is not { } reason)
            {
                // The previous connection is not disposed: it may still have requests in flight. The GC finalizes it.
                chosen = new(candidate, attempt);
                Found(attempt.Source);
                return new PrometheusSource.Found(attempt);
            }

            attempt.Dispose();
            trouble.Add($"{candidate.Namespace}/{candidate.Name}: {reason}");
        }

        return new PrometheusSource.Missing("No Prometheus answers: " + string.Join("; ", trouble));
    }

    private PrometheusConnection Connect(PrometheusService service)
    {
        var name = $"Service {service.Namespace}/{service.Name}:{service.Port}";
        var proxy = new ServiceProxyHandler(cluster, service);
        return cluster.Name == InCluster
            ? new PrometheusConnection(proxy.Address, name, transport: null, getOnly: false, time)
            : new PrometheusConnection(proxy.Address, $"{name} through the API server", proxy, getOnly: true, time);
    }

    private static string WhyNone(SyncState sync) =>
        sync switch
        {
            SyncState.Syncing => "Looking for Prometheus: the cluster's Services are still being read.",
            SyncState.Forbidden forbidden =>
                $"Prometheus cannot be looked for, since the cluster's Services may not be read: {forbidden.Message}",
            { Reach: { IsWhole: false } reach } => $"No Prometheus was found among the Services of {string.Join(", ", reach.Namespaces)}, "
                + "which are all that is read: start with --prometheus URL.",
            _ => "No Prometheus was found among the cluster's Services: start with --prometheus URL.",
        };

    [LoggerMessage(Level = LogLevel.Information, Message = "Metrics come from {Source}")]
    private partial void Found(string source);

    private sealed record Chosen(PrometheusService Service, PrometheusConnection Connection);
}
