namespace K8sDashboard.Demo.Monitoring;

/// <summary>The demo's own Prometheus process: on a free port, with its data in the temporary folder.</summary>
public sealed class PrometheusProcess : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ChildProcess process;

    private PrometheusProcess(ChildProcess process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="program">The program.</param>
    /// <param name="configuration">Its configuration file.</param>
    /// <param name="data">Its data folder.</param>
    /// <param name="port">The port to listen on.</param>
    /// <param name="say">Called when its disk is full.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Cancels the wait.</param>
    /// <exception cref="DemoException">It exits, or is not ready within a minute.</exception>
    public static async Task<PrometheusProcess> StartAsync(
        PrometheusProgram program,
        string configuration,
        string data,
        int port,
        Action<string> say,
        TimeProvider time,
        CancellationToken stop
    )
    {
        var address = new Uri($"http://127.0.0.1:{port}/");
        var full = 0;
        var process = ChildProcess.Start("Prometheus", program.Server, Arguments(configuration, data, address), Hear, time);
        var started = new PrometheusProcess(process, address);
        try
        {
            await started.ReadyAsync(time, stop);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }

        // On a full disk it keeps running, and logs the error at every scrape.
        void Hear(string line)
        {
            if (line.Contains("no space left on device", StringComparison.Ordinal) && Interlocked.Exchange(ref full, 1) == 0)
                say($"There is no room for Prometheus' data in {data}: charts get no further until there is.");
        }
    }

    /// <inheritdoc cref="ChildProcess.EndedByItselfAsync"/>
    public Task<string> EndedByItselfAsync() => process.EndedByItselfAsync();

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static string[] Arguments(string configuration, string data, Uri address) =>
        [
            $"--config.file={configuration}",
            $"--storage.tsdb.path={data}",
            $"--web.listen-address={address.Authority}",
            "--storage.tsdb.retention.time=1d",
            "--log.level=warn",
        ];

    private async Task ReadyAsync(TimeProvider time, CancellationToken stop)
    {
        using var http = new HttpClient();
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        try
        {
            while (!await AnswersAsync(http, deadline.Token))
            {
                if (process.Ended.IsCompleted)
                    throw new DemoException(await process.EndedByItselfAsync());
                await Task.Delay(Pause, time, deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new DemoException($"Prometheus does not answer at {Address} after {Timeout.TotalSeconds:0} s: {process.LastWords}");
        }
    }

    private async Task<bool> AnswersAsync(HttpClient http, CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Address, "-/ready"), stop);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
