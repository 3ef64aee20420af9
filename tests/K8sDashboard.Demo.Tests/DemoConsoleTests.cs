namespace K8sDashboard.Demo.Tests;

public sealed class DemoConsoleTests
{
    [Fact]
    [Trait("Fault", "F16-demo-terminal-closed")]
    public void DemoConsole_TerminalClosed_DoesNotThrow()
    {
        using var closed = new ClosedTerminal();
        new DemoConsole(closed, TimeProvider.System).Say("worker-3 is out of memory.");
        Assert.Equal(1, closed.Refused);
    }

    private sealed class ClosedTerminal : StringWriter
    {
        public int Refused { get; private set; }

        public override void WriteLine(string? value)
        {
            Refused++;
            throw new IOException("Input/output error");
        }
    }
}
