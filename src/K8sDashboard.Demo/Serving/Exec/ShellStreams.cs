using System.Threading.Channels;

namespace K8sDashboard.Demo.Serving;

/// <summary>What a command in a container reads and writes: its input as it comes, its two outputs, and the size of the terminal.</summary>
public sealed class ShellStreams(bool isTerminal, Func<byte, ReadOnlyMemory<byte>, Task> send) : IDisposable
{
    internal const byte Output = 1;
    internal const byte Error = 2;
    private const byte Interrupt = 3;
    private const int WaitingInput = 64;

    private readonly Channel<byte[]> input = Channel.CreateBounded<byte[]>(WaitingInput);
    private volatile CancellationTokenSource interrupted = new();

    /// <summary>Somebody sits before it: what is typed is echoed, lines end as terminals want it, and both outputs are one.</summary>
    public bool IsTerminal => isTerminal;

    /// <summary>The terminal's width and height in letters.</summary>
    public (int Columns, int Rows) Size { get; internal set; } = (80, 24);

    /// <summary>What is typed or sent; ends when the sender has ended it.</summary>
    public ChannelReader<byte[]> Input => input.Reader;

    /// <summary>Writes to the output.</summary>
    public Task WriteAsync(string text) => SendAsync(Output, text);

    /// <summary>Writes to the output of errors, which a terminal does not have apart.</summary>
    public Task WriteErrorAsync(string text) => SendAsync(isTerminal ? Output : Error, text);

    /// <summary>Ends when Ctrl+C is typed, and has ended where one was typed that nobody has read yet.</summary>
    public CancellationToken UntilInterrupted => interrupted.Token;

    /// <summary>The Ctrl+C that was read has done its work.</summary>
    public void ForgetInterrupt() => interrupted = new CancellationTokenSource();

    public void Dispose() => interrupted.Dispose();

    internal async Task TakeAsync(byte[] typed, CancellationToken stop)
    {
        if (isTerminal && typed.Contains(Interrupt))
            await interrupted.CancelAsync();
        // To an input that has ended nothing comes any more.
        if (await input.Writer.WaitToWriteAsync(stop))
            input.Writer.TryWrite(typed);
    }

    internal void EndInput() => input.Writer.TryComplete();

    private Task SendAsync(byte stream, string text) =>
        text.Length == 0
            ? Task.CompletedTask
            : send(stream, System.Text.Encoding.UTF8.GetBytes(isTerminal ? text.ReplaceLineEndings("\r\n") : text));
}
