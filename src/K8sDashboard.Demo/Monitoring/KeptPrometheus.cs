namespace K8sDashboard.Demo.Monitoring;

/// <summary>Supervises Prometheus: restarts it a few times after an unexpected exit; the rest of the demo goes on without it.</summary>
public sealed class KeptPrometheus : IAsyncDisposable
{
    /// <summary>The maximum of consecutive restarts.</summary>
    public const int Restarts = 3;

    // After so long a run, an exit counts as a new failure.
    private static readonly TimeSpan Well = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Func<CancellationToken, Task<PrometheusProcess>> start;
    private readonly Action<string> say;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource ending;
    private readonly Task keeping;
    private PrometheusProcess? process;

    /// <summary>Starts it in the background.</summary>
    /// <param name="start">Starts a process and waits until it is ready.</param>
    /// <param name="say">Called with status messages.</param>
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

    /// <summary>Its address, once it is ready; a <see cref="DemoException"/> if the first start fails, which is not retried.</summary>
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
            // The demo ends.
        }
    }

    /// <summary>Waits for the exit, or for a failed restart; returns the reason.</summary>
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
