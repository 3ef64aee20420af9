namespace K8sDashboard.Demo.Monitoring;

/// <summary>A Prometheus that is started again when it ends by itself, a few times; the rest of the demo goes on without it.</summary>
public sealed class KeptPrometheus : IAsyncDisposable
{
    /// <summary>How often in a row it is started again.</summary>
    public const int Restarts = 3;

    // One that ran for as long was well, and what ended it then is another story.
    private static readonly TimeSpan Well = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Func<CancellationToken, Task<PrometheusProcess>> start;
    private readonly Action<string> say;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource ending;
    private readonly Task keeping;
    private PrometheusProcess? process;

    /// <summary>Begins to start it.</summary>
    /// <param name="start">Starts one and waits until it answers.</param>
    /// <param name="say">Gets what becomes of it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends it all.</param>
    public KeptPrometheus(
        Func<CancellationToken, Task<PrometheusProcess>> start,
        Action<string> say,
        TimeProvider time,
        CancellationToken stop
    )
    {
        this.start = start;
        this.say = say;
        this.time = time;
        ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Started = FirstAsync(ending.Token);
        keeping = KeepAsync(ending.Token);
    }

    /// <summary>Its address, once it answers; a <see cref="DemoException"/> where already the first does not: another would not either.</summary>
    public Task<Uri> Started { get; }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await keeping;
        if (process is not null)
            await process.DisposeAsync();
        ending.Dispose();
    }

    private async Task<Uri> FirstAsync(CancellationToken stop)
    {
        process = await start(stop);
        return process.Address;
    }

    private async Task KeepAsync(CancellationToken stop)
    {
        await Task.WhenAny(Started);
        if (!Started.IsCompletedSuccessfully)
            return;
        try
        {
            for (var restarts = 0; ; restarts++)
            {
                var began = time.GetTimestamp();
                var why = await RunAsync(stop);
                if (time.GetElapsedTime(began) >= Well)
                    restarts = 0;
                if (restarts == Restarts)
                {
                    say($"{why}{Environment.NewLine}It is not started again, so charts get no further.");
                    return;
                }

                say($"{why}{Environment.NewLine}It is started again ({restarts + 1} of {Restarts}).");
                await Task.Delay(Pause, time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It is ended with the demo.
        }
    }

    /// <summary>Waits for its end, or for that of a new one, and gives the line that tells why.</summary>
    private async Task<string> RunAsync(CancellationToken stop)
    {
        try
        {
            process ??= await start(stop);
            var why = await process.EndedByItselfAsync().WaitAsync(stop);
            await process.DisposeAsync();
            process = null;
            return why;
        }
        catch (DemoException fault)
        {
            return fault.Message;
        }
    }
}
