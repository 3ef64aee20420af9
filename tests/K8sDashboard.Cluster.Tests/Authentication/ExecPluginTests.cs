using System.Diagnostics;
using System.Globalization;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Connection.Authentication;
using K8sDashboard.Cluster.Tests.Faults;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Cluster.Tests.Authentication;

/// <summary>Credential plugins as processes: number of runs, timeout, and cleanup.</summary>
public class ExecPluginTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly FakeTimeProvider time = new(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ExecPlugin_TwentyConcurrentRequests_RunsOncePerExpiry()
    {
        using var plugin = new PluginFolder($"sleep 0.2\n{PluginFolder.Token("first", "2026-01-01T01:00:00Z")}");
        var cache = plugin.Cache(time);
        for (var expected = 1; expected <= 2; expected++)
        {
            var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cache.GetAsync(Cancellation)));
            Assert.All(all, credential => Assert.Equal("Bearer first", credential.Authorization!.ToString()));
            Assert.Equal(expected, plugin.Runs);
            time.SetUtcNow(new(2026, 1, 1, expected, 30, 0, TimeSpan.Zero));
        }
    }

    [Fact]
    [Trait("BadInput", "B04-plugin-hangs")]
    public async Task ExecPlugin_NonInteractiveHangs_IsKilledAfter60SecondsWithItsChildren()
    {
        using var plugin = new PluginFolder(
            "sleep 1000 & echo $! >$here/child\necho $$ >$here/parent\necho trying >&2\ntouch $here/begun\nwait"
        );
        var asking = plugin.Cache(time).GetAsync(Cancellation);
        await Wait.UntilAsync(() => File.Exists(plugin.Of("begun")), "the plugin has begun");
        time.Advance(ExecPlugin.Longest);
        var fault = await Assert.ThrowsAsync<CredentialException>(() => asking);
        Assert.StartsWith("the credential plugin plugin did not end within 60 s and was ended", fault.Message, StringComparison.Ordinal);
        foreach (var file in (string[])["parent", "child"])
            await GoneAsync(plugin.Of(file));
    }

    [Fact]
    public async Task ExecPlugin_InteractivePrompt_HasNoTimeoutAndRunsAgainOnlyOnRetryAfterCancel()
    {
        using var plugin = new PluginFolder(
            "[ -e $here/done ] || { echo $$ >$here/parent; printf 'Enter the code: ' >&2; sleep 1000; }\n" + PluginFolder.Token("signed-in")
        );
        var state = new PluginSignIn();
        var cache = plugin.Cache(time, state, terminal: true);
        var asking = cache.GetAsync(Cancellation);
        await Wait.UntilAsync(() => state.Current?.Output == "Enter the code:", "the plugin asks");
        Assert.Equal("Enter the code: ", plugin.Terminal);
        time.Advance(TimeSpan.FromHours(1));
        Assert.False(asking.IsCompleted);

        state.Cancel();
        Assert.Contains("was cancelled", (await Assert.ThrowsAsync<CredentialException>(() => asking)).Message, StringComparison.Ordinal);
        await GoneAsync(plugin.Of("parent"));
        time.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<CredentialException>(() => cache.GetAsync(Cancellation));
        Assert.Equal(1, plugin.Runs);

        await File.WriteAllTextAsync(plugin.Of("done"), "", Cancellation);
        state.Retry();
        Assert.Equal("Bearer signed-in", (await cache.GetAsync(Cancellation)).Authorization!.ToString());
        Assert.Equal(2, plugin.Runs);
    }

    [Fact]
    public async Task ExecPlugin_ConnectionDisposedWhileRunning_IsKilled()
    {
        using var plugin = new PluginFolder("echo $$ >$here/parent\ntouch $here/begun\nsleep 1000");
        var state = new PluginSignIn();
        var settings = new ConnectionSettings
        {
            Server = new("https://127.0.0.1:9/"),
            Credentials = plugin.Cache(time, state),
            SignIn = state,
        };
        var connection = new ClusterIdentity(settings, "test", "me", "default").Connect();
        var asking = settings.Credentials!.GetAsync(Cancellation);
        await Wait.UntilAsync(() => File.Exists(plugin.Of("begun")), "the plugin has begun");
        connection.Dispose();
        await Assert.ThrowsAsync<CredentialException>(() => asking);
        await GoneAsync(plugin.Of("parent"));
    }

    [Fact]
    [Trait("BadInput", "B04-plugin-fails")]
    public async Task ExecPlugin_NonZeroExitCode_IsNotRunAgainDuringBackOff()
    {
        using var plugin = new PluginFolder("echo 'log in first' >&2\nexit 7");
        var cache = plugin.Cache(time);
        for (var request = 0; request < 10; request++)
        {
            var fault = await Assert.ThrowsAsync<CredentialException>(() => cache.GetAsync(Cancellation));
            Assert.Equal("the credential plugin plugin ended with exit code 7. It printed: log in first", fault.Message);
        }

        Assert.Equal(1, plugin.Runs);
        time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<CredentialException>(() => cache.GetAsync(Cancellation));
        time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<CredentialException>(() => cache.GetAsync(Cancellation));
        Assert.Equal(2, plugin.Runs);
        time.Advance(TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<CredentialException>(() => cache.GetAsync(Cancellation));
        Assert.Equal(3, plugin.Runs);
    }

    [Fact]
    [Trait("BadInput", "B04-plugin-endless-output")]
    public async Task ExecPlugin_OutputOver1MiB_IsRejectedWithABoundedMessage()
    {
        using var plugin = new PluginFolder("head -c 3000000 /dev/zero | tr '\\0' ' '\nhead -c 300000 /dev/zero | tr '\\0' x >&2");
        var fault = await Assert.ThrowsAsync<CredentialException>(() => plugin.Cache(time).GetAsync(Cancellation));
        Assert.Contains("printed more than 1 MiB", fault.Message, StringComparison.Ordinal);
        Assert.InRange(fault.Message.Length, 1, 3_000);
    }

    [Fact]
    public async Task ExecPlugin_ChildHoldsStdoutOpen_ReturnsTheTokenWithoutWaiting()
    {
        using var plugin = new PluginFolder($"sleep 1000 & echo $! >$here/child\n{PluginFolder.Token("signed-in")}");
        var asking = plugin.Cache(TimeProvider.System).GetAsync(Cancellation);
        try
        {
            Assert.Equal("Bearer signed-in", (await asking.WaitAsync(Patience, Cancellation)).Authorization!.ToString());
        }
        finally
        {
            Process.GetProcessById(Pid(plugin.Of("child"))).Kill();
        }
    }

    private static int Pid(string file) => int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);

    private static Task GoneAsync(string file) =>
        Wait.UntilAsync(() => !IsRunning(Pid(file)), $"the process of {Path.GetFileName(file)} is gone");

    private static bool IsRunning(int pid)
    {
        // An unreaped child process is still listed, as a zombie.
        var status = $"/proc/{pid}/status";
        return File.Exists(status) && !File.ReadAllText(status).Contains("State:\tZ", StringComparison.Ordinal);
    }
}
