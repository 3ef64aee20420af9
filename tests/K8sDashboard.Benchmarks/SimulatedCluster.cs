using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace K8sDashboard.Benchmarks;

/// <summary>The demo's cluster as a process, without its dashboard.</summary>
internal sealed partial class SimulatedCluster : IAsyncDisposable
{
    private const double Megabyte = 1e6;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private static readonly string Program = typeof(SimulatedCluster)
        .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(one => one.Key == "Demo")
        .Value!;

    /// <summary>Without Prometheus and incidents.</summary>
    public static readonly string[] Quiet = ["--no-prometheus", "--no-troubles"];

    private readonly Process process;
    private readonly TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SimulatedCluster(IEnumerable<string> arguments)
    {
        process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Program, "--no-dashboard", .. arguments]) { RedirectStandardOutput = true },
            EnableRaisingEvents = true,
        };
        process.OutputDataReceived += (_, line) =>
        {
            if (Exported().Match(line.Data ?? "") is { Success: true } match)
                ready.TrySetResult(match.Groups[1].Value);
        };
        process.Exited += (_, _) =>
            ready.TrySetException(new NotMeasuredException("The simulated cluster has ended; its words are above."));
    }

    public string Kubeconfig { get; private set; } = "";

    /// <summary>The peak working set, in millions of bytes.</summary>
    public double PeakMegabytes
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64 / Megabyte;
        }
    }

    /// <summary>The consumed CPU time.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <exception cref="NotMeasuredException">It does not start within two minutes.</exception>
    public static async Task<SimulatedCluster> StartAsync(TimeProvider time, params string[] arguments)
    {
        var cluster = new SimulatedCluster(arguments);
        cluster.process.Start();
        cluster.process.BeginOutputReadLine();
        try
        {
            cluster.Kubeconfig = await cluster.ready.Task.WaitAsync(Timeout, time);
            return cluster;
        }
        catch (TimeoutException)
        {
            await cluster.DisposeAsync();
            throw new NotMeasuredException($"The simulated cluster has not started within {Timeout.TotalMinutes:0} minutes.");
        }
    }

    /// <summary>Shuts it down gracefully, so that it deletes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    [GeneratedRegex(@"export KUBECONFIG=(\S+)")]
    private static partial Regex Exported();
}
