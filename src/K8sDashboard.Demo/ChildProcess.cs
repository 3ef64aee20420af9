using System.ComponentModel;
using System.Diagnostics;

namespace K8sDashboard.Demo;

/// <summary>
/// A child process with the demo's lifetime. Its output is read line by line; it is asked to terminate before it is killed.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int LinesKept = 20;

    // Longer than the grace period of the ParentDeathWatchdog, which kills too.
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(15);

    private readonly Process process;
    private readonly string name;
    private readonly TimeProvider time;
    private readonly Queue<string> lastLines = new(); // at most LinesKept
    private readonly Lock gate = new(); // stdout and stderr are read concurrently
    private volatile bool ending;

    private ChildProcess(Process process, string name, TimeProvider time)
    {
        this.process = process;
        this.name = name;
        this.time = time;
    }

    /// <summary>Completes with the exit code when the process exits.</summary>
    public Task<int> Ended { get; private set; } = null!;

    /// <summary>The last lines of its output, for the message about its exit.</summary>
    public string LastWords
    {
        get
        {
            lock (gate)
                return string.Join(Environment.NewLine, lastLines);
        }
    }

    /// <param name="name">The display name.</param>
    /// <param name="program">The executable's path.</param>
    /// <param name="arguments">Passed verbatim, without a shell.</param>
    /// <param name="onLine">Called with each line of stdout and stderr.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="DemoException">The process cannot be started.</exception>
    public static ChildProcess Start(string name, string program, IEnumerable<string> arguments, Action<string> onLine, TimeProvider time)
    {
        var leashed = ParentDeathWatchdog.Of(program, arguments);
        var start = new ProcessStartInfo(leashed.Program, leashed.Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        var child = new ChildProcess(new Process { StartInfo = start }, name, time);
        child.process.OutputDataReceived += (_, line) => child.Receive(line.Data, onLine);
        child.process.ErrorDataReceived += (_, line) => child.Receive(line.Data, onLine);
        try
        {
            child.process.Start();
        }
        catch (Win32Exception fault)
        {
            throw new DemoException($"{name} cannot be started: {fault.Message}");
        }

        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        child.Ended = child.WaitAsync();
        return child;
    }

    /// <summary>Runs a short-lived process to its end.</summary>
    /// <exception cref="DemoException">It exited with a failure; its output is in the message.</exception>
    public static async Task RunAsync(string name, string program, IEnumerable<string> arguments, TimeProvider time, CancellationToken stop)
    {
        await using var child = Start(name, program, arguments, _ => { }, time);
        if (await child.Ended.WaitAsync(stop) is not 0 and var code)
            throw new DemoException($"{name} failed with exit code {code}: {child.LastWords}");
    }

    /// <summary>Asks the process to terminate (SIGTERM), and kills it after a timeout.</summary>
    public async ValueTask DisposeAsync()
    {
        ending = true;
        if (!Ended.IsCompleted)
        {
            Ask();
            try
            {
                await Ended.WaitAsync(GracePeriod, time);
            }
            catch (TimeoutException)
            {
                process.Kill(entireProcessTree: true);
                await Ended;
            }
        }

        process.Dispose();
    }

    /// <summary>Completes with the line about an unexpected exit; never completes during disposal.</summary>
    public async Task<string> EndedByItselfAsync()
    {
        var code = await Ended;
        if (ending)
            await Task.Delay(Timeout.InfiniteTimeSpan, time);
        return $"{name} ended with exit code {code}: {LastWords}";
    }

    private async Task<int> WaitAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    // .NET can only send SIGKILL, and a killed Prometheus loses samples that are not yet in its write-ahead log.
    private void Ask()
    {
        if (OperatingSystem.IsWindows())
            process.Kill(entireProcessTree: true);
        else
            process.StandardInput.Close();
    }

    private void Receive(string? line, Action<string> onLine)
    {
        if (line is null)
            return;
        lock (gate)
        {
            lastLines.Enqueue(line);
            if (lastLines.Count > LinesKept)
                lastLines.Dequeue();
        }

        onLine(line);
    }
}
