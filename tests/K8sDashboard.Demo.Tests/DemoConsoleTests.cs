namespace K8sDashboard.Demo.Tests;

public sealed class DemoConsoleTests
{
    [Fact]
    [Trait("Survives", "The demo's terminal is closed")]
    public void A_terminal_that_was_closed_stops_nobody_who_has_something_to_say()
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
