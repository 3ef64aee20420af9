using System.Net;
using System.Net.Sockets;

namespace K8sDashboard.Demo.Tests;

/// <summary>The demo as a process: start-up errors, and a complete cleanup.</summary>
public sealed class DemoProgramTests
{
    [Theory]
    [Trait("BadInput", "B18-demo-port-taken")]
    [InlineData("--port")]
    [InlineData("--api-port")]
    public async Task DemoProgram_PortTaken_ExitsWith2AndNamesOption(string option)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var (code, errors, left) = await DemoProgram.RunAsync(null, option, $"{port}");
        Assert.Equal($"Port {port} of this machine cannot be used: Address already in use. Choose another port with {option}.", errors);
        Assert.Equal((2, 0), (code, left));
    }

    [Fact]
    [Trait("BadInput", "B18-demo-port-taken")]
    public async Task DemoProgram_PortTakenOnIPv6Loopback_ExitsWith2AndNamesOption()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "there is no other address");
        using var other = new TcpListener(IPAddress.IPv6Loopback, 0);
        other.Start();
        var (code, errors, _) = await DemoProgram.RunAsync(null, "--port", $"{((IPEndPoint)other.LocalEndpoint).Port}");
        Assert.EndsWith("Choose another port with --port.", errors);
        Assert.Equal(2, code);
    }

    [Theory]
    [Trait("BadInput", "B18-demo-options")]
    [InlineData("--prot=80", "Unknown option --prot.")]
    [InlineData("--port=eighty", "--port takes a number from 0 to 65535, not 'eighty'.")]
    [InlineData("--seed", "--seed needs a value.")]
    public async Task DemoProgram_InvalidOption_ExitsWith2AndStartsNothing(string option, string fault)
    {
        var (code, errors, left) = await DemoProgram.RunAsync(null, option);
        Assert.StartsWith(fault, errors);
        Assert.Equal((2, 0), (code, left));
    }

    [Fact]
    [Trait("BadInput", "B18-demo-folder")]
    public async Task DemoProgram_DataFolderCannotBeCreated_ExitsWith2AndNamesFolder()
    {
        var file = Path.GetTempFileName();
        var (code, errors, _) = await DemoProgram.RunAsync(Path.Combine(file, "below"), "--no-prometheus");
        File.Delete(file);
        Assert.StartsWith($"The demo's data cannot be put below {file}/below/: ", errors);
        Assert.EndsWith("TMPDIR can name another folder.", errors);
        Assert.Equal(2, code);
    }

    [Theory]
    [Trait("Fault", "F16-demo-killed")]
    [InlineData("TERM", 0)]
    [InlineData("INT", 0)]
    [InlineData("HUP", 0)]
    [InlineData("KILL", 128 + 9)]
    public async Task DemoProgram_EndedBySignal_StopsDashboard(string signal, int code)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals, and /proc tells what runs");
        Assert.SkipWhen(
            signal == "HUP" && HangUpIsIgnored,
            "these tests were started to outlive their terminal, and so is what they start"
        );
        await using var demo = await DemoProgram.StartAsync("--no-prometheus");
        Assert.Contains(demo.CommandLines(), words => words.Contains("K8sDashboard.Web.dll", StringComparison.Ordinal));
        Assert.Equal(code, await demo.EndAsync(signal));
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (demo.CommandLines() is { Count: > 0 } left)
        {
            Assert.False(timeout.IsCancellationRequested, string.Join('\n', left));
            await Task.Yield();
        }

        // Only SIGKILL leaves the folder; the next demo deletes it.
        Assert.Equal(signal == "KILL" ? 1 : 0, Directory.GetFileSystemEntries(demo.Folder, "k8sdashboard-demo-*").Length);
    }

    // Ignored signals stay ignored in child processes, as with nohup. The mask's first bit is signal 1 (SIGHUP).
    private static bool HangUpIsIgnored =>
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[^1]
            is '1'
                or '3'
                or '5'
                or '7'
                or '9'
                or 'b'
                or 'd'
                or 'f';

    [Fact]
    public async Task DemoProgram_TwoInstances_RunSideBySide()
    {
        var both = await Task.WhenAll(DemoProgram.StartAsync("--no-prometheus"), DemoProgram.StartAsync("--no-prometheus"));
        foreach (var demo in both)
            Assert.Equal(0, await demo.EndAsync("TERM"));
        foreach (var demo in both)
            await demo.DisposeAsync();
    }
}
