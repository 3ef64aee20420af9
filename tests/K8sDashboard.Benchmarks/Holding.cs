using System.Collections.Immutable;
using Google.Protobuf;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Watching;
using Pod = K8sDashboard.Cluster.Resources.Pods.Pod;
using Wire = K8sDashboard.Cluster.Wire;

namespace K8sDashboard.Benchmarks;

/// <summary>The store with 150,000 pods, without a cluster: memory, cost of a change, read throughput.</summary>
internal sealed class Holding(TimeProvider time)
{
    private const int Pods = 150_000;
    private const int Namespaces = 50;
    private const int PodsPerSet = 20;
    private const int Page = 50;
    private const int Readers = 200;
    private const int Events = 1_000;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(10);

    private readonly Interner intern = new();

    public async Task RunAsync(Report report)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var store = new ClusterStore(time);
        var cache = new TableWriter<Pod>(store, PodResource.Definition).Open();
        cache.Apply(new CacheChange<Pod>.Replace(Enumerable.Range(0, Pods).Select(Map).ToDictionary(pod => pod.Ref), new SyncState.Live()));
        var table = await PublishedAsync(store, found => found.Count == Pods);
        if (!table.OwnedBy(SetOf(0)).Any())
            throw new InvalidOperationException("The owners' index finds nothing.");
        report.Gate($"{Pods:N0} pods held, indexes included", (GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6, 200, " MB");

        report.Value("publish one change of them, median", Milliseconds(await ChangeAsync(store, cache)));
        ImmutableArray<ObjectRef> names = [.. Enumerable.Range(0, 1_000).Select(index => Map(index * 149).Ref)];
        report.Gate("find one of them", Time(1_000, index => table.Find(names[index]) is not null), 0.05, " ms");
        report.Gate(
            $"page of {Page} of one namespace",
            Time(1_000, index => table.InNamespace($"team-{index % Namespaces:00}").Skip(index).Take(Page).Count() == Page),
            0.05,
            " ms"
        );
        report.Gate("pods of one owner", Time(1_000, index => table.OwnedBy(SetOf(index)).Any()), 0.05, " ms");
        cache.Apply(new CacheChange<Pod>.Put(Map(Pods / 2) with { Phase = PodPhase.Failed }));
        new Ordering(time).Run(report, table.Items, (await PublishedAsync(store, found => found.Version > table.Version)).Items);
        await ReadAsync(store, cache, report);
    }

    /// <summary>Two hundred circuits read a page of every published snapshot, during a thousand changes a second.</summary>
    private async Task ReadAsync(ClusterStore store, ResourceCache<Pod> cache, Report report)
    {
        using var end = new CancellationTokenSource(Span, time);
        var (reads, cpu) = (0L, Environment.CpuUsage.TotalTime);
        var readers = Enumerable
            .Range(0, Readers)
            .Select(index =>
                Task.Run(async () =>
                {
                    try
                    {
                        await foreach (var snapshot in store.WatchAsync(end.Token))
                            if (snapshot.Pods.InNamespace($"team-{index % Namespaces:00}").Take(Page).Count() == Page)
                                Interlocked.Increment(ref reads);
                    }
                    catch (OperationCanceledException)
                    {
                        // The measured time is over.
                    }
                })
            )
            .ToList();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20), time);
        for (var round = 0; !end.IsCancellationRequested && await tick.WaitForNextTickAsync(); round++)
        for (var change = 0; change < Events / 50; change++)
            cache.Apply(new CacheChange<Pod>.Put(Map((round * 31 + change * 7919) % Pods)));
        await Task.WhenAll(readers);
        report.Value(
            $"{Readers} readers, {Events:N0} changes/s: pages read a second",
            $"{reads / Span.TotalSeconds:N0} at {(Environment.CpuUsage.TotalTime - cpu) / Span:0.00} cores"
        );
    }

    private async Task<List<TimeSpan>> ChangeAsync(ClusterStore store, ResourceCache<Pod> cache)
    {
        var costs = new List<TimeSpan>();
        for (var sample = 0; sample < 20; sample++)
        {
            // After an idle interval a change is published within Apply, without coalescing.
            await Task.Delay(ClusterStore.PublishInterval * 1.2, time);
            var pod = Map(sample * 1_000);
            var (version, began) = (store.Current.Pods.Version, time.GetTimestamp());
            cache.Apply(new CacheChange<Pod>.Put(pod));
            costs.Add(time.GetElapsedTime(began));
            if (store.Current.Pods.Version == version)
                throw new InvalidOperationException("The change was not published at once.");
        }

        return costs;
    }

    private static async Task<Table<Pod>> PublishedAsync(ClusterStore store, Func<Table<Pod>, bool> wanted)
    {
        await foreach (var snapshot in store.WatchAsync(CancellationToken.None))
            if (wanted(snapshot.Pods))
                return snapshot.Pods;
        throw new InvalidOperationException("The store ended.");
    }

    /// <summary>The mean of milliseconds per call, after as many calls as warm-up.</summary>
    private double Time(int calls, Func<int, bool> call)
    {
        for (var index = 0; index < calls; index++)
            call(index);
        var began = time.GetTimestamp();
        for (var index = 0; index < calls; index++)
            if (!call(index))
                throw new InvalidOperationException($"Call {index} found nothing.");
        return time.GetElapsedTime(began).TotalMilliseconds / calls;
    }

    private static string Milliseconds(IEnumerable<TimeSpan> costs) => $"{costs.Median().TotalMilliseconds:0.00} ms";

    private static string SetOf(int pod) => $"{pod / PodsPerSet:x8}-0000-4000-8000-000000000000";

    /// <summary>Decoded from bytes as by the watch, so that strings are interned as in the product.</summary>
    private Pod Map(int number) => PodMapping.Map(Wire.Pod.Parser.ParseFrom(Encode(number)), intern);

    private static byte[] Encode(int number)
    {
        var set = number / PodsPerSet;
        var since = new Wire.Time { Seconds = 1_790_000_000 + (number % 100_000) };
        Wire.ObjectCondition Condition(string type) =>
            new()
            {
                Type = type,
                Status = "True",
                LastTransitionTime = since,
            };
        return new Wire.Pod
        {
            Metadata = new()
            {
                Name = $"service-{set}-6d8f46cfb7-{number:x5}",
                Namespace = $"team-{set % Namespaces:00}",
                Uid = $"{number:x8}-1111-4000-8000-000000000000",
                ResourceVersion = $"{90_000_000 + number}",
                CreationTimestamp = since,
                Labels = { ["app"] = $"service-{set}", ["pod-template-hash"] = "6d8f46cfb7" },
                OwnerReferences =
                {
                    new Wire.OwnerReference
                    {
                        Kind = "ReplicaSet",
                        Name = $"service-{set}-6d8f46cfb7",
                        Uid = SetOf(number),
                        Controller = true,
                    },
                },
            },
            Spec = new()
            {
                NodeName = $"node-{number % 5_000}",
                Containers =
                {
                    new Wire.Container { Name = "app", Image = $"registry.example/service-{set}:1.0" },
                },
            },
            Status = new()
            {
                Phase = "Running",
                PodIp = $"10.{number >> 16}.{(number >> 8) & 255}.{number & 255}",
                StartTime = since,
                Conditions = { Condition("Initialized"), Condition("Ready"), Condition("ContainersReady"), Condition("PodScheduled") },
                ContainerStatuses =
                {
                    new Wire.ContainerStatus
                    {
                        Name = "app",
                        Ready = true,
                        State = new() { Running = new() { StartedAt = since } },
                    },
                },
            },
        }.ToByteArray();
    }
}
