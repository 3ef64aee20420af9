using System.Threading.Channels;

namespace K8sDashboard.Demo.Tests;

/// <summary>A console that a test can wait at.</summary>
internal sealed class HeardConsole : StringWriter
{
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

    public override void WriteLine(string? value) => lines.Writer.TryWrite(value ?? "");

    public async Task<string> HearAsync(string words, Task running)
    {
        while (true)
        {
            var next = lines.Reader.ReadAsync().AsTask();
            // A demo that fails says so in its exception.
            if (await Task.WhenAny(next, running) == running)
                await running;
            if ((await next).Contains(words, StringComparison.Ordinal))
                return await next;
        }
    }
}
