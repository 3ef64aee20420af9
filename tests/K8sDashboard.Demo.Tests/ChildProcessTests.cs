using System.Diagnostics;

namespace K8sDashboard.Demo.Tests;

public sealed class ChildProcessTests
{
    [Fact]
    public async Task ChildProcess_Disposed_IsTerminatedBySignal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "asks by a signal");
        var said = new TaskCompletionSource<string>();
        var child = ChildProcess.Start(
            "A program",
            "/bin/sh",
            ["-c", "trap 'exit 3' TERM; echo $$; while :; do sleep 0.05; done"],
            line => said.TrySetResult(line),
            TimeProvider.System
        );
        var id = int.Parse(await said.Task, System.Globalization.CultureInfo.InvariantCulture);
        await child.DisposeAsync();
        Assert.Equal(3, await child.Ended);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }

    [Fact]
    [Trait("BadInput", "B18-demo-component-crash")]
    public async Task ChildProcess_NonZeroExit_FailsWithExitCodeAndErrorOutput()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "uses a shell");
        var fault = await Assert.ThrowsAsync<DemoException>(() =>
            ChildProcess.RunAsync("promtool", "/bin/sh", ["-c", "echo no room >&2; exit 7"], TimeProvider.System, CancellationToken.None)
        );
        Assert.Equal("promtool failed with exit code 7: no room", fault.Message);
    }

    [Fact]
    public async Task ChildProcess_ProgramMissing_FailsWithExitCode127()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the shell tells it");
        var fault = await Assert.ThrowsAsync<DemoException>(() =>
            ChildProcess.RunAsync("promtool", "/no/such/program", [], TimeProvider.System, CancellationToken.None)
        );
        Assert.Matches("^promtool failed with exit code 127: .*/no/such/program: .*$", fault.Message);
    }
}
