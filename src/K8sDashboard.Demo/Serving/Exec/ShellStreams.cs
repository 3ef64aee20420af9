using System.Threading.Channels;

namespace K8sDashboard.Demo.Serving;

/// <summary>The streams of a command: stdin, stdout, stderr and the terminal size.</summary>
public sealed class ShellStreams(bool isTerminal, Func<byte, ReadOnlyMemory<byte>, Task> send) : IDisposable
{
    internal const byte Output = 1;
    internal const byte Error = 2;
    private const byte Interrupt = 3;
    private const int WaitingInput = 64;

    private readonly Channel<byte[]> input = Channel.CreateBounded<byte[]>(WaitingInput);
    private volatile CancellationTokenSource interrupted = new();

    /// <summary>A TTY: input is echoed, lines end with CR LF, and stderr is merged into stdout.</summary>
    public bool IsTerminal => isTerminal;

    /// <summary>The terminal's columns and rows.</summary>
    public (int Columns, int Rows) Size { get; internal set; } = (80, 24);

    /// <summary>The input; completes at its end.</summary>
    public ChannelReader<byte[]> Input => input.Reader;

    /// <summary>Writes to stdout.</summary>
    public Task WriteAsync(string text) => SendAsync(Output, text);

    /// <summary>Writes to stderr, or to stdout with a TTY.</summary>
    public Task WriteErrorAsync(string text) => SendAsync(isTerminal ? Output : Error, text);

    /// <summary>Cancelled by Ctrl+C; already cancelled if one is pending.</summary>
    public CancellationToken UntilInterrupted => interrupted.Token;

    /// <summary>Resets a handled Ctrl+C.</summary>
    public void ForgetInterrupt() => interrupted = new CancellationTokenSource();

    public void Dispose() => interrupted.Dispose();

    internal async Task TakeAsync(byte[] typed, CancellationToken stop)
    {
        if (isTerminal && typed.Contains(Interrupt))
            await interrupted.CancelAsync();
        // Input after the end is dropped.
        if (await input.Writer.WaitToWriteAsync(stop))
            input.Writer.TryWrite(typed);
    }

    internal void EndInput() => input.Writer.TryComplete();

    private Task SendAsync(byte stream, string text) =>
        text.Length == 0
            ? Task.CompletedTask
            : send(stream, System.Text.Encoding.UTF8.GetBytes(isTerminal ? text.ReplaceLineEndings("\r\n") : text));
}
