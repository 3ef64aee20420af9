using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Serving;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>The state of one shell: variables, working directory, last exit code.</summary>
internal sealed class ShellSession
{
    private const int Misused = 2;

    private readonly ShellLines lines;

    public ShellSession(Pod pod, Container container, ObjectStore store, ShellStreams streams, TimeProvider time)
    {
        (Pod, Container, Streams, Time) = (pod, container, streams, time);
        Variables = ContainerEnvironment.Of(pod, container, store);
        Files = new ContainerFiles(pod, container, store);
        Folder = container.WorkingDir.Length > 0 ? container.WorkingDir : "/";
        lines = new ShellLines(streams);
    }

    public Pod Pod { get; }

    public Container Container { get; }

    public ShellStreams Streams { get; }

    public TimeProvider Time { get; }

    public ContainerFiles Files { get; }

    public SortedDictionary<string, string> Variables { get; }

    public string Folder { get; set; }

    public int LastCode { get; private set; }

    /// <summary>Whether the shell was asked to exit.</summary>
    public bool Ended { get; set; }

    /// <summary>The next line of the input; null at its end.</summary>
    public Task<string?> LineAsync(string prompt, CancellationToken stop) => lines.ReadAsync(prompt, stop);

    /// <summary>Runs commands of the input until it ends.</summary>
    public async Task<int> ReadAsync(CancellationToken stop)
    {
        while (!Ended && await LineAsync($"{Folder} # ", stop) is { } line)
            await RunScriptAsync(line, stop);
        return LastCode;
    }

    public async Task RunScriptAsync(string script, CancellationToken stop)
    {
        IReadOnlyList<ShellCommand> commands;
        try
        {
            commands = ShellWords.Parse(script);
        }
        catch (FormatException fault)
        {
            await Streams.WriteErrorAsync($"sh: {fault.Message}\n");
            LastCode = Misused;
            return;
        }

        foreach (var command in commands)
        {
            if (Ended)
                return;
            if (command.RunsAfter(LastCode))
                LastCode = await RunAsync(command.Words(Variable), stop);
        }
    }

    /// <summary>Runs one command; the empty one is a no-op.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken stop)
    {
        if (words.Count == 0)
            return LastCode;
        using var interrupted = CancellationTokenSource.CreateLinkedTokenSource(stop, Streams.UntilInterrupted);
        try
        {
            return LastCode = await ShellCommands.RunAsync(this, words, interrupted.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            const int Interrupted = 130;
            return LastCode = Interrupted;
        }
    }

    private string Variable(string name) => name == "?" ? $"{LastCode}" : Variables.GetValueOrDefault(name, "");
}
