using System.Threading.Channels;

namespace K8sDashboard.Demo.Tests;

/// <summary>A console whose output a test can await.</summary>
internal sealed class HeardConsole : StringWriter
{
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();

    public override void WriteLine(string? value) => lines.Writer.TryWrite(value ?? "");

    public async Task<string> HearAsync(string words, Task running)
    {
        while (true)
        {
            var next = lines.Reader.ReadAsync().AsTask();
            // A failed demo throws its exception here.
            if (await Task.WhenAny(next, running) == running)
                await running;
            if ((await next).Contains(words, StringComparison.Ordinal))
                return await next;
        }
    }
}
