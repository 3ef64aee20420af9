using System.ComponentModel;
using System.Diagnostics;

namespace K8sDashboard.Demo;

/// <summary>A program that runs as long as the demo does: what it says is read line by line, and it is asked to end before it is made to.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int LinesKept = 20;

    // Longer than the leash's, which kills too.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Process process;
    private readonly string name;
    private readonly TimeProvider time;
    private readonly Queue<string> lastLines = new(); // at most LinesKept
    private readonly Lock gate = new(); // both streams are read at once
    private volatile bool ending;

    private ChildProcess(Process process, string name, TimeProvider time)
    {
        this.process = process;
        this.name = name;
        this.time = time;
    }

    /// <summary>Ends when the program does, with its exit code.</summary>
    public Task<int> Ended { get; private set; } = null!;

    /// <summary>What it said last, for whoever has to tell why it ended.</summary>
    public string LastWords
    {
        get
        {
            lock (gate)
                return string.Join(Environment.NewLine, lastLines);
        }
    }

    /// <param name="name">What people call it.</param>
    /// <param name="program">The file to run.</param>
    /// <param name="arguments">Each as it is: no shell reads them.</param>
    /// <param name="heard">Gets every line that it prints.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="DemoException">It cannot be started.</exception>
    public static ChildProcess Start(string name, string program, IEnumerable<string> arguments, Action<string> heard, TimeProvider time)
    {
        var leashed = ParentDeathWatchdog.Of(program, arguments);
        var start = new ProcessStartInfo(leashed.Program, leashed.Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        var child = new ChildProcess(new Process { StartInfo = start }, name, time);
        child.process.OutputDataReceived += (_, line) => child.Hear(line.Data, heard);
        child.process.ErrorDataReceived += (_, line) => child.Hear(line.Data, heard);
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

    /// <summary>Waits for a program that ends by itself.</summary>
    /// <exception cref="DemoException">It failed; its own words are in the message.</exception>
    public static async Task RunAsync(string name, string program, IEnumerable<string> arguments, TimeProvider time, CancellationToken stop)
    {
        await using var child = Start(name, program, arguments, _ => { }, time);
        if (await child.Ended.WaitAsync(stop) is not 0 and var code)
            throw new DemoException($"{name} failed with exit code {code}: {child.LastWords}");
    }

    /// <summary>Asks it to end, and ends it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        ending = true;
        if (!Ended.IsCompleted)
        {
            Ask();
            try
            {
                await Ended.WaitAsync(Patience, time);
            }
            catch (TimeoutException)
            {
                process.Kill(entireProcessTree: true);
                await Ended;
            }
        }

        process.Dispose();
    }

    /// <summary>Completes when it ends by itself, with the line that tells so; never while it is being ended.</summary>
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

    // .NET can only kill, and a killed Prometheus loses what it has not written yet.
    private void Ask()
    {
        if (OperatingSystem.IsWindows())
            process.Kill(entireProcessTree: true);
        else
            process.StandardInput.Close();
    }

    private void Hear(string? line, Action<string> heard)
    {
        if (line is null)
            return;
        lock (gate)
        {
            lastLines.Enqueue(line);
            if (lastLines.Count > LinesKept)
                lastLines.Dequeue();
        }

        heard(line);
    }
}
