using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>The demo, in a process group of its own, so that it can be ended as Ctrl+C ends it.</summary>
internal sealed partial class RunningDemo : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
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

    /// <summary>The dashboard's address with its launch key.</summary>
    public Uri Login { get; private set; } = null!;

    public Uri Address => new(Login, "/");

    public string Console => string.Join('\n', console);

    /// <summary>Metrics are there: a Prometheus was found, or could be had.</summary>
    public bool HasPrometheus => Console.Contains("\nPrometheus:", StringComparison.Ordinal);

    /// <summary>Where its Prometheus answers.</summary>
    public Uri Prometheus => new(PrometheusLine().Match(Console).Groups[1].Value);

    /// <summary>Where it keeps its files while it runs.</summary>
    public string Folder => Path.GetDirectoryName(Kubeconfig().Match(Console).Groups[1].Value)!;

    /// <summary>Starts it as <c>make demo</c> does.</summary>
    public static Task<RunningDemo> StartAsync(params string[] arguments) =>
        RunAsync([Path.Combine(Repository.Root, "src/K8sDashboard.Demo/start"), .. arguments]);

    /// <summary>Starts the program that this build made: nothing is built or downloaded, and two can be started at once.</summary>
    public static Task<RunningDemo> StartBuiltAsync(params string[] arguments) => RunAsync(["dotnet", Repository.Demo, .. arguments]);

    private static async Task<RunningDemo> RunAsync(string[] command)
    {
        var demo = new RunningDemo(command);
        demo.process.Start();
        demo.process.BeginOutputReadLine();
        demo.process.BeginErrorReadLine();
        demo.Login = await demo.opened.Task.WaitAsync(Patience);
        return demo;
    }

    /// <summary>Ends it as Ctrl+C does; fails where something of it is still running after half a minute.</summary>
    /// <param name="signal">Another one, for who may have been started in the background, where a shell has Ctrl+C ignored.</param>
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
        // The lines after it tell the rest: it is open when the last of them is there.
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
