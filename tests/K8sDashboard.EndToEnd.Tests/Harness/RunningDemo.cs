using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>The demo in its own process group, so that it can be signalled as by Ctrl+C.</summary>
internal sealed partial class RunningDemo : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly ConcurrentQueue<string> console = [];
    private readonly TaskCompletionSource<Uri> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningDemo(string[] command)
    {
        var start = new ProcessStartInfo("setsid", command) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["YES"] = "1";
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) => opened.TrySetException(new Xunit.Sdk.XunitException($"The demo ended at its start:\n{Console}"));
    }

    /// <summary>The dashboard's URL with the launch key.</summary>
    public Uri Login { get; private set; } = null!;

    public Uri Address => new(Login, "/");

    public string Console => string.Join('\n', console);

    /// <summary>Whether a Prometheus was found or downloaded.</summary>
    public bool HasPrometheus => Console.Contains("\nPrometheus:", StringComparison.Ordinal);

    /// <summary>The URL of its Prometheus.</summary>
    public Uri Prometheus => new(PrometheusLine().Match(Console).Groups[1].Value);

    /// <summary>Its temporary folder.</summary>
    public string Folder => Path.GetDirectoryName(Kubeconfig().Match(Console).Groups[1].Value)!;

    /// <summary>Starts it as <c>make demo</c> does.</summary>
    public static Task<RunningDemo> StartAsync(params string[] arguments) =>
        RunAsync([Path.Combine(Repository.Root, "src/K8sDashboard.Demo/start"), .. arguments]);

    /// <summary>Starts the program of this build: without a build or download, so that two can start concurrently.</summary>
    public static Task<RunningDemo> StartBuiltAsync(params string[] arguments) => RunAsync(["dotnet", Repository.Demo, .. arguments]);

    private static async Task<RunningDemo> RunAsync(string[] command)
    {
        var demo = new RunningDemo(command);
        demo.process.Start();
        demo.process.BeginOutputReadLine();
        demo.process.BeginErrorReadLine();
        demo.Login = await demo.opened.Task.WaitAsync(StartTimeout);
        return demo;
    }

    /// <summary>Terminates it as Ctrl+C does; fails where any of its processes is still running after half a minute.</summary>
    /// <param name="signal">Another signal: shells start background processes with SIGINT ignored.</param>
    public async Task EndAsync(string signal = "INT")
    {
        await Command.RunAsync("kill", $"-{signal}", "--", $"-{process.Id}");
        await process.WaitForExitAsync().WaitAsync(TimeToEnd);
    }

    public async ValueTask DisposeAsync()
    {
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
        // The last line of the startup output: everything is ready.
        if (line.StartsWith("Ctrl+C ends", StringComparison.Ordinal))
            opened.TrySetResult(new Uri(OpenLine().Match(Console).Groups[1].Value));
    }

    [GeneratedRegex(@"^Open (http://\S+/login\?k=\S+)$", RegexOptions.Multiline)]
    private static partial Regex OpenLine();

    [GeneratedRegex(@"^Prometheus: +(\S+)$", RegexOptions.Multiline)]
    private static partial Regex PrometheusLine();

    [GeneratedRegex(@"export KUBECONFIG=(\S+)")]
    private static partial Regex Kubeconfig();
}
