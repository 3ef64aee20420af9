using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>A dashboard process, started as a user does; its URL is read from the console.</summary>
internal sealed partial class Dashboard : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private bool isGone;
    private readonly ConcurrentQueue<string> console = [];
    private readonly TaskCompletionSource<Uri> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Dashboard(string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Dashboard, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Remove("KUBECONFIG");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => opened.TrySetException(new Xunit.Sdk.XunitException($"The dashboard ended at its start:\n{Console}"));
    }

    /// <summary>The URL with the launch key, as printed on the console.</summary>
    public Uri Login { get; private set; } = null!;

    public Uri Address => new(Login, "/");

    public string Console => string.Join('\n', console);

    /// <summary>CPU time of the process since its start.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Peak memory of the process, in megabytes (10^6 bytes).</summary>
    public double PeakMegabytes
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64 / 1e6;
        }
    }

    public int ProcessId => process.Id;

    public static Task<Dashboard> StartAsync(params string[] arguments) => StartAsync(new Dictionary<string, string>(), arguments);

    public static async Task<Dashboard> StartAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var dashboard = new Dashboard(arguments.Contains("--port") ? arguments : ["--port", $"{FreePort()}", .. arguments], environment);
        dashboard.process.Start();
        dashboard.process.BeginOutputReadLine();
        dashboard.process.BeginErrorReadLine();
        dashboard.Login = await dashboard.opened.Task.WaitAsync(StartTimeout);
        return dashboard;
    }

    /// <summary>
    /// Runs a process that may refuse to start: its exit code and output; null for the code where it keeps running, and is then killed.
    /// </summary>
    public static async Task<(int? Code, string Output)> TryAsync(params string[] arguments)
    {
        await using var dashboard = new Dashboard(
            ["--port", $"{FreePort()}", .. arguments],
            new Dictionary<string, string> { ["Logging__LogLevel__Default"] = "Trace" }
        );
        dashboard.process.Start();
        dashboard.process.BeginOutputReadLine();
        dashboard.process.BeginErrorReadLine();
        await Task.WhenAny(dashboard.opened.Task, dashboard.process.WaitForExitAsync()).WaitAsync(StartTimeout);
        if (!dashboard.process.HasExited)
        {
            // Time for its first requests and their results.
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
            return (null, dashboard.Console);
        }

        await dashboard.process.WaitForExitAsync();
        return (dashboard.process.ExitCode, dashboard.Console);
    }

    /// <summary>Kills the process; idempotent.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isGone)
            return;
        isGone = true;
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        console.Enqueue(line);
        if (OpenLine().Match(line) is { Success: true } match)
            opened.TrySetResult(new Uri(match.Groups[1].Value));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"^Open (http://\S+/login\?k=\S+)$")]
    private static partial Regex OpenLine();
}
