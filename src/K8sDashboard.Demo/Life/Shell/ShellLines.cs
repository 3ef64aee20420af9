using System.Text;
using K8sDashboard.Demo.Serving;

namespace K8sDashboard.Demo.Life;

/// <summary>A line editor over the input stream: with a terminal it prompts, echoes, handles backspace, Ctrl+C and Ctrl+D.</summary>
internal sealed class ShellLines(ShellStreams streams)
{
    private const char Interrupt = '\u0003';
    private const char EndOfInput = '\u0004';
    private const char Escape = '\u001b';
    private const char Rubout = '\u007f';
    private const int LongestLine = 64 * 1024;

    private readonly Decoder decoder = System.Text.Encoding.UTF8.GetDecoder();
    private readonly Queue<char> typed = []; // at most one message

    /// <summary>The next line; null at the end of the input.</summary>
    public async Task<string?> ReadAsync(string prompt, CancellationToken stop)
    {
        if (streams.IsTerminal)
            await streams.WriteAsync(prompt);
        var line = new StringBuilder();
        while (await NextAsync(stop) is { } key)
        {
            switch (key)
            {
                case '\r' or '\n':
                    await EchoAsync("\n");
                    return line.ToString();
                case Interrupt when streams.IsTerminal:
                    streams.ForgetInterrupt();
                    await EchoAsync($"^C\n{prompt}");
                    line.Clear();
                    break;
                case EndOfInput when streams.IsTerminal && line.Length == 0:
                    return null;
                case Rubout or '\b' when streams.IsTerminal:
                    if (line.Length == 0)
                        break;
                    line.Length--;
                    await EchoAsync("\b \b");
                    break;
                case Escape when streams.IsTerminal:
                    await SkipSequenceAsync(stop);
                    break;
                case var plain when line.Length < LongestLine && (!char.IsControl(plain) || plain == '\t'):
                    line.Append(plain);
                    await EchoAsync(plain.ToString());
                    break;
            }
        }

        return line.Length > 0 ? line.ToString() : null;
    }

    private Task EchoAsync(string text) => streams.IsTerminal ? streams.WriteAsync(text) : Task.CompletedTask;

    // Escape sequences such as arrow keys: ESC [, parameters and a final letter.
    private async Task SkipSequenceAsync(CancellationToken stop)
    {
        if (await NextAsync(stop) is not ('[' or 'O'))
            return;
        while (await NextAsync(stop) is { } key && !char.IsAsciiLetter(key) && key != '~')
        {
            // Parameter bytes.
        }
    }

    private async Task<char?> NextAsync(CancellationToken stop)
    {
        while (typed.Count == 0)
        {
            if (!await streams.Input.WaitToReadAsync(stop))
                return null;
            var bytes = await streams.Input.ReadAsync(stop);
            var chars = new char[decoder.GetCharCount(bytes, flush: false)];
            decoder.GetChars(bytes, chars, flush: false);
            foreach (var key in chars)
                typed.Enqueue(key);
        }

        return typed.Dequeue();
    }
}
