using System.Collections.Immutable;
using System.Text.Json.Nodes;
using K8sDashboard.Caching;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Usage;

/// <summary>Sends one GET with the actor's credentials.</summary>
internal delegate Task<ApiAnswer> ApiRead(Actor actor, string path, CancellationToken cancellation);

/// <summary>
/// The current usage of pods and nodes, as <c>kubectl top</c> shows it: from metrics-server, through metrics.k8s.io. CPU and memory of the
/// last half minute, no history.
/// See https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-metrics-pipeline/.
/// </summary>
public sealed class ResourceMetrics
{
    private const string GroupVersion = "metrics.k8s.io/v1beta1";

    /// <summary>Longer than a refresh step: callers on both sides of one share theirs.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>Bound of the cache: some namespaces of some people, two or three steps each.</summary>
    private const int MaxAnswers = 32;

    private readonly ApiRead read;
    private readonly SingleFlightCache<(Actor Actor, string Path, DateTimeOffset At), ResourceUsageAnswer> cache;

    internal ResourceMetrics(ApiRead read, TimeProvider time)
    {
        this.read = read;
        cache = new(time, MaxAnswers);
    }

    /// <summary>The pods of one namespace, or of all.</summary>
    /// <param name="actor">Whose credentials are used.</param>
    /// <param name="namespace">Empty for all of them.</param>
    /// <param name="at">The instant of the refresh step: requests of the same instant are coalesced.</param>
    /// <param name="cancellation">Cancels the wait, not the request, which others may share.</param>
    public Task<ResourceUsageAnswer> PodsAsync(Actor actor, string @namespace, DateTimeOffset at, CancellationToken cancellation) =>
        AskAsync(actor, ApiPath.Collection(GroupVersion, "pods", @namespace), at, OfContainers, cancellation);

    /// <summary>All nodes.</summary>
    public Task<ResourceUsageAnswer> NodesAsync(Actor actor, DateTimeOffset at, CancellationToken cancellation) =>
        AskAsync(actor, ApiPath.Collection(GroupVersion, "nodes", ""), at, OfUsage, cancellation);

    private Task<ResourceUsageAnswer> AskAsync(
        Actor actor,
        string path,
        DateTimeOffset at,
        Func<JsonObject, ResourceUsage?> use,
        CancellationToken cancellation
    ) => cache.GetAsync((actor, path, at), async () => new(await ReadAsync(actor, path, use), Lifetime), cancellation);

    private async Task<ResourceUsageAnswer> ReadAsync(Actor actor, string path, Func<JsonObject, ResourceUsage?> use) =>
        await read(actor, path, CancellationToken.None) switch
        {
            ApiAnswer.Success { Body: var list } => new ResourceUsageAnswer.Known(Of(list, use)),
            ApiAnswer.StatusError { Status: 404 } => new ResourceUsageAnswer.Unknown("this cluster has no metrics-server"),
            ApiAnswer.StatusError refusal => new ResourceUsageAnswer.Unknown($"metrics-server: {refusal.Message}"),
            ApiAnswer.NotSent failure => new ResourceUsageAnswer.Unknown($"metrics-server: {failure.Message}"),
            ApiAnswer.Lost failure => new ResourceUsageAnswer.Unknown($"metrics-server: {failure.Message}"),
            var other => throw new ArgumentOutOfRangeException(nameof(path), other, "no such answer"),
        };

    private static ImmutableDictionary<ObjectRef, ResourceUsage> Of(JsonObject list, Func<JsonObject, ResourceUsage?> use)
    {
        var known = ImmutableDictionary.CreateBuilder<ObjectRef, ResourceUsage>();
        foreach (var item in list.Items("items"))
        {
            if (use(item) is { } measured)
                known[new(item.Text("metadata", "namespace"), item.Text("metadata", "name"))] = measured with
                {
                    At = item.Time("timestamp"),
                };
        }

        return known.ToImmutable();
    }

    // A pod with a container that has no metrics is left out: the sum would be too low.
    private static ResourceUsage? OfContainers(JsonObject pod)
    {
        var cores = 0.0;
        var bytes = 0.0;
        var any = false;
        foreach (var container in pod.Items("containers"))
        {
            if (OfUsage(container) is not { } use)
                return null;
            cores += use.Cores;
            bytes += use.Bytes;
            any = true;
        }

        return any ? new(cores, bytes) : null;
    }

    private static ResourceUsage? OfUsage(JsonObject measured) =>
        Quantity.Parse(measured.Text("usage", "cpu")) is { } cores && Quantity.Parse(measured.Text("usage", "memory")) is { } bytes
            ? new(cores, bytes)
            : null;
}
