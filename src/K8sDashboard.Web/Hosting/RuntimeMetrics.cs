using Prometheus;

namespace K8sDashboard.Web.Hosting;

/// <summary>Metrics of the .NET runtime that the library's <see cref="DotNetStats"/> lacks: heap, pauses, thread pool.</summary>
internal sealed class RuntimeMetrics
{
    private static readonly string[] Generations = ["gen0", "gen1", "gen2", "loh", "poh"];

    private readonly Gauge heapSize;
    private readonly Gauge fragmentation;
    private readonly Gauge committed;
    private readonly Counter allocated;
    private readonly Counter pause;
    private readonly Gauge threads;
    private readonly Gauge queue;

    private RuntimeMetrics(MetricFactory metrics)
    {
        heapSize = metrics.CreateGauge(
            "dotnet_gc_last_collection_heap_size_bytes",
            "Size of a generation after the last collection, garbage excluded.",
            "generation"
        );
        fragmentation = metrics.CreateGauge(
            "dotnet_gc_last_collection_heap_fragmentation_bytes",
            "Free space between the objects of a generation after the last collection.",
            "generation"
        );
        committed = metrics.CreateGauge("dotnet_gc_committed_bytes", "Memory that the collector had committed at the last collection.");
        allocated = metrics.CreateCounter("dotnet_gc_allocated_bytes_total", "Bytes allocated on the managed heap.");
        pause = metrics.CreateCounter("dotnet_gc_pause_seconds_total", "Time for which collections paused the process.");
        threads = metrics.CreateGauge("dotnet_threadpool_threads", "Threads of the thread pool.");
        queue = metrics.CreateGauge("dotnet_threadpool_queue_length", "Work items that wait for a thread of the thread pool.");
    }

    public static void Register(CollectorRegistry registry) =>
        registry.AddBeforeCollectCallback(new RuntimeMetrics(Metrics.WithCustomRegistry(registry)).Update);

    private void Update()
    {
        var last = GC.GetGCMemoryInfo(GCKind.Any);
        for (var generation = 0; generation < Generations.Length; generation++)
        {
            heapSize.WithLabels(Generations[generation]).Set(last.GenerationInfo[generation].SizeAfterBytes);
            fragmentation.WithLabels(Generations[generation]).Set(last.GenerationInfo[generation].FragmentationAfterBytes);
        }

        committed.Set(last.TotalCommittedBytes);
        allocated.IncTo(GC.GetTotalAllocatedBytes());
        pause.IncTo(GC.GetTotalPauseDuration().TotalSeconds);
        threads.Set(ThreadPool.ThreadCount);
        queue.Set(ThreadPool.PendingWorkItemCount);
    }
}
