using System.Net;
using System.Net.Http.Headers;
using System.Text;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Watching;
using K8sDashboard.Cluster.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;
using Pod = K8sDashboard.Cluster.Resources.Pods.Pod;

namespace K8sDashboard.Benchmarks;

/// <summary>The product's list of all pods compared with draining the same responses, and the memory it retains.</summary>
internal sealed class PodListing(string kubeconfig, TimeProvider time, int rounds = 5)
{
    private const int FewestPods = 1_000;
    private const int WarmUps = 4;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly byte[] buffer = new byte[64 << 20];

    /// <returns>The retained bytes per pod.</returns>
    public async Task<double> RunAsync(Report report)
    {
        using var connection = Connect();
        // Warm-up, not measured: connections, and tiered compilation, which takes a few rounds and costs more than the lists. The cold
        // start is measured by the time from start to ready.
        var pods = 0;
        for (var round = 0; round < WarmUps; round++)
        {
            await DrainAsync(connection);
            pods = (await ListAsync(connection)).Pods;
        }

        if (pods < FewestPods)
            throw new NotMeasuredException($"The cluster has {pods} pods: fill it before.");

        var (drains, lists) = (new List<Listing>(), new List<Listing>());
        for (var round = 0; round < rounds; round++)
        {
            drains.Add(await DrainAsync(connection));
            lists.Add(await ListAsync(connection));
        }

        var (floor, ours) = (Middle(drains), Middle(lists));
        report.Value("pods listed", $"{pods}, median of {rounds} alternating rounds");
        report.Gate("list-to-ready client CPU / drain without decoding", ours.Cpu / floor.Cpu, 1.5, "", Times(ours.Cpu, floor.Cpu));
        report.Gate("list-to-ready wall / the same drain", ours.Wall / floor.Wall, 1.5, "", Times(ours.Wall, floor.Wall));
        var (page, raw) = (lists.Select(list => list.First).Median(), drains.Select(drain => drain.First).Median());
        report.Gate("first page published / raw limit=500 request", page / raw, 2, "", Times(page, raw));
        var kept = lists.Select(list => list.Kept).Order().ElementAt(rounds / 2) / (double)pods;
        report.Gate("kept per pod, indexes included", kept / 1000, 1.2, " KB");
        return kept;
    }

    /// <summary>The time to list and discard all pods once.</summary>
    public async Task<TimeSpan> DrainOnceAsync()
    {
        using var connection = Connect();
        return (await DrainAsync(connection)).Cost.Wall;
    }

    private ClusterConnection Connect()
    {
        var identity = ClusterIdentity.Find(new ClusterOptions { Kubeconfig = kubeconfig }, TimeProvider.System);
        return identity.Connect();
    }

    /// <summary>The baseline: the product's requests, with bodies discarded, and nothing decoded but the continue token.</summary>
    private async Task<Listing> DrainAsync(ClusterConnection connection)
    {
        var (cpu, began) = Start();
        TimeSpan? first = null;
        var next = "";
        do
        {
            try
            {
                next = await DrainPageAsync(connection, next);
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException)
            {
                throw new NotMeasuredException($"The API server does not answer: {fault.Message}");
            }

            first ??= time.GetElapsedTime(began);
        } while (next.Length > 0);
        return new Listing(Stop(cpu, began), first.Value, 0, 0);
    }

    private async Task<string> DrainPageAsync(ClusterConnection connection, string next)
    {
        var query = "?limit=500" + (next.Length == 0 ? "" : $"&continue={Uri.EscapeDataString(next)}");
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(PodResource.Definition.Versions[0].Address("") + query, UriKind.Relative)
        )
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Envelope.MediaType));
        using var response = await connection.SendAsync(request, CancellationToken.None);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync();
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
        var list = ProtobufField.Read(Envelope.Open(buffer.AsMemory(0, length))).First(field => field.Number == 1);
        return Encoding.UTF8.GetString(ProtobufField.Read(list.Bytes).FirstOrDefault(field => field.Number == 3).Bytes.Span);
    }

    /// <summary>The product's initial list, until the table is live for readers; then the retained memory with the watch open.</summary>
    private async Task<Listing> ListAsync(ClusterConnection connection)
    {
        var meter = new ReflectorMeter(new CollectorRegistry(), time);
        using var store = new ClusterStore(time);
        var table = new TableWriter<Pod>(store, PodResource.Definition);
        using var end = new CancellationTokenSource(Timeout);
        var empty = GC.GetTotalMemory(forceFullCollection: true);

        var (cpu, began) = Start();
        var cache = table.Open();
        using var metrics = meter.Open(PodResource.Type.Plural, "", () => cache.Sync);
        var policy = ReflectorPolicy.Default;
        var loop = new Reflector<Pod>(
            PodResource.Definition,
            "",
            cache,
            new CacheSyncTracker<Pod>(new(PodResource.Type.Plural, ""), cache, policy, time, NullLogger.Instance),
            metrics,
            new(store, new ResourceRequests(connection, policy, time), meter, policy, time, NullLogger.Instance),
            Random.Shared
        );
        var running = loop.RunAsync(() => false, end.Token);
        TimeSpan? first = null;
        try
        {
            await foreach (var snapshot in store.WatchAsync(end.Token))
            {
                if (snapshot.Pods.Count > 0)
                    first ??= time.GetElapsedTime(began);
                if (snapshot.Pods.Sync is SyncState.Live)
                    break;
            }
        }
        catch (OperationCanceledException)
        {
            throw new NotMeasuredException($"The pods were not listed within {Timeout.TotalMinutes:0} minutes: {store.Current.Pods.Sync}.");
        }

        var cost = Stop(cpu, began);
        var pods = store.Current.Pods;
        TouchIndexes(pods);
        var kept = GC.GetTotalMemory(forceFullCollection: true) - empty;
        var listing = new Listing(cost, first!.Value, pods.Count, kept);
        GC.KeepAlive(loop);
        GC.KeepAlive(table);
        await end.CancelAsync();
        await running;
        return listing;
    }

    /// <summary>Builds the lazy indexes, which pages use.</summary>
    private static void TouchIndexes(Table<Pod> pods)
    {
        var one = pods.Items[0];
        if (
            pods.Find(one.Ref) is null
            || !pods.InNamespace(one.Namespace).Any()
            || !pods.Items.Any(pod => pod.Owner is { } owner && pods.OwnedBy(owner.Uid).Any())
        )
            throw new InvalidOperationException("The pods' indexes do not find them.");
    }

    private (TimeSpan Cpu, long Began) Start() => (Environment.CpuUsage.TotalTime, time.GetTimestamp());

    private Cost Stop(TimeSpan cpu, long began) => new(Environment.CpuUsage.TotalTime - cpu, time.GetElapsedTime(began));

    private static Cost Middle(List<Listing> listings) =>
        new(listings.Select(listing => listing.Cost.Cpu).Median(), listings.Select(listing => listing.Cost.Wall).Median());

    private static string Times(TimeSpan ours, TimeSpan floor) => $"{ours.TotalMilliseconds:0} ms / {floor.TotalMilliseconds:0} ms";

    /// <summary>The CPU and wall time of one run.</summary>
    private readonly record struct Cost(TimeSpan Cpu, TimeSpan Wall);

    private sealed record Listing(Cost Cost, TimeSpan First, int Pods, long Kept);
}
