using K8sDashboard.Cluster.Watching;
using Prometheus;

namespace K8sDashboard.Web.Hosting.Memory;

/// <summary>Reads the memory in use; exact: after a collection, without garbage.</summary>
public delegate MemoryReading MemoryReader(bool exact);

/// <summary>
/// Load shedding under memory pressure, before the process is OOM-killed: first stops watching optional kinds, then rejects new pages. Open
/// pages stay, and everything is restored when memory is free again.
/// </summary>
public sealed partial class MemoryGuard : BackgroundService
{
    /// <summary>The polling interval.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    /// <summary>The minimum interval of exact readings: each is a blocking collection.</summary>
    public static readonly TimeSpan BetweenExact = TimeSpan.FromSeconds(6);

    /// <summary>
    /// The minimum interval as a multiple of the last exact reading's duration, which is seconds for a heap of gigabytes.
    /// </summary>
    private const int Rest = 50;

    /// <summary>The same multiple while memory is short and seems to get shorter.</summary>
    private const int ShortRest = 10;

    /// <summary>
    /// How long the measured savings of shedding are assumed to hold: they may have been freed elsewhere, so after this time a restore is
    /// tried.
    /// </summary>
    public static readonly TimeSpan BelievedFor = TimeSpan.FromMinutes(10);

    private readonly MemoryReader read;
    private readonly OptionalKinds kinds;
    private readonly MemoryShortage shortage;
    private readonly TimeProvider time;
    private readonly ILogger<MemoryGuard> log;
    private volatile MemoryState state;
    private long? exactAt;
    private TimeSpan exactTook;
    private double shareBefore;
    private long shedAt;
    private double? freed;

    public MemoryGuard(
        MemoryReader read,
        OptionalKinds kinds,
        ReflectorMeter watches,
        CollectorRegistry registry,
        TimeProvider time,
        ILogger<MemoryGuard> log
    )
    {
        (this.read, this.kinds, shortage, this.time, this.log) = (read, kinds, watches.Shortage, time, log);
        state = new(Shedding.Nothing, read(exact: false));
        var metrics = Metrics.WithCustomRegistry(registry);
        var pages = metrics.CreateGauge("k8sdashboard_pages_shed", "1 where new pages are rejected because memory is short, else 0.");
        var used = metrics.CreateGauge("k8sdashboard_memory_used_ratio", "The managed heap in use as a share of the memory limit.");
        registry.AddBeforeCollectCallback(() =>
        {
            pages.Set(State.Shedding == Shedding.NewPages ? 1 : 0);
            used.Set(State.Reading.Share);
        });
    }

    /// <summary>As of the last poll.</summary>
    public MemoryState State => state;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var step = new PeriodicTimer(Step, time);
        try
        {
            while (await step.WaitForNextTickAsync(stoppingToken))
                Poll();
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    private void Poll()
    {
        var (now, reading) = (state.Shedding, read(exact: false));
        var next = Next(reading);
        // Exact before any transition: uncollected garbage must neither cause shedding nor prevent a restore.
        if (now != Shedding.Nothing || next != Shedding.Nothing)
        {
            if (!MayStop(urgent: now != Shedding.Nothing && next > now))
                return;
            next = Next(reading = ReadExactly());
        }

        if (now == Shedding.Nothing)
            (shareBefore, shedAt, freed) = (reading.Share, time.GetTimestamp(), null);
        state = new(next, reading);
        if (next == now)
            return;
        Tell(next, reading);
        if (next == Shedding.Nothing)
            kinds.Restore();
        else
            kinds.Shed($"memory is short ({reading} in use).");
    }

    private bool MayStop(bool urgent)
    {
        var (least, rest) = urgent ? (Step, ShortRest * exactTook) : (BetweenExact, Rest * exactTook);
        return exactAt is not { } last || time.GetElapsedTime(last) >= (rest > least ? rest : least);
    }

    private MemoryReading ReadExactly()
    {
        var began = time.GetTimestamp();
        var reading = read(exact: true);
        (exactAt, exactTook) = (time.GetTimestamp(), time.GetElapsedTime(began));
        if (state.Shedding != Shedding.Nothing)
            freed ??= Math.Max(0, shareBefore - reading.Share);
        return reading;
    }

    private Shedding Next(MemoryReading reading) =>
        SheddingRule.Next(
            state.Shedding,
            SheddingRule.EffectiveUsage(reading.Share, shortage.Since),
            time.GetElapsedTime(shedAt) < BelievedFor ? freed ?? 0 : 0
        );

    private void Tell(Shedding next, MemoryReading reading)
    {
        if (next == Shedding.Nothing)
            LogFree(reading);
        else
            LogShort(next, reading);
    }

    [LoggerMessage(LogLevel.Warning, "Memory is short, {Reading} in use: shed {Shedding}")]
    private partial void LogShort(Shedding shedding, MemoryReading reading);

    [LoggerMessage(LogLevel.Information, "Memory is free again, {Reading} in use")]
    private partial void LogFree(MemoryReading reading);
}

/// <summary>What is shed, and the reading that caused it.</summary>
public sealed record MemoryState(Shedding Shedding, MemoryReading Reading);
