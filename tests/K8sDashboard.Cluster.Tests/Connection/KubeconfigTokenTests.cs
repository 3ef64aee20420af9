using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Cluster.Tests.Connection;

/// <summary>Token rotation at runtime: in a file, and by a plugin.</summary>
public sealed class KubeconfigTokenTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kubeconfig-tokens-");
    private readonly FakeTimeProvider time = new();
    private TokenCheckingServer server = null!;

    private string File => Path.Combine(folder.FullName, "token");

    private string Runs => Path.Combine(folder.FullName, "runs");

    public async ValueTask InitializeAsync()
    {
        server = await TokenCheckingServer.StartAsync();
        server.Token = "first";
        await System.IO.File.WriteAllTextAsync(File, "first\n");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("tokenFile: token")]
    [InlineData("tokenFile: token, token: of-the-kubeconfig")]
    public async Task TokenFile_RelativeToKubeconfig_IsSentAndOverridesTheInlineToken(string user)
    {
        using var connection = Connect(user);
        Assert.IsType<ApiAnswer.Success>(await AskAsync(connection));
        Assert.Equal([200], server.Answers);
    }

    [Fact]
    [Trait("Fault", "F06-error-status")]
    public async Task TokenFile_Rotated_NewTokenIsSentAfterOneMinute()
    {
        using var connection = Connect("tokenFile: token");
        await AskAsync(connection);
        (await RotateAsync()).Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<ApiAnswer.Success>(await AskAsync(connection));
        Assert.Equal([200, 200], server.Answers);
    }

    [Fact]
    [Trait("Fault", "F06-error-status")]
    public async Task TokenFile_RotatedAnd401_IsReloadedAndRequestIsResentWithBody()
    {
        using var connection = Connect("tokenFile: token");
        await AskAsync(connection);
        await RotateAsync();
        var answer = await new ApiClient(connection.Client, time).SendAsync(
            HttpMethod.Post,
            "apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            new JsonObject { ["spec"] = "list pods" },
            "application/json",
            TestContext.Current.CancellationToken
        );
        Assert.Equal("list pods", Assert.IsType<ApiAnswer.Success>(answer).Body["spec"]!.GetValue<string>());
        Assert.Equal([200, 401, 200], server.Answers);
    }

    [Fact]
    public async Task TokenFile_Deleted_KeepsTheLastToken()
    {
        using var connection = Connect("tokenFile: token");
        await AskAsync(connection);
        System.IO.File.Delete(File);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.IsType<ApiAnswer.Success>(await AskAsync(connection));
    }

    [Theory]
    [Trait("BadInput", "B03-token-file")]
    [InlineData("nowhere", "nowhere")]
    [InlineData("empty", "is empty")]
    [InlineData("/dev/zero", "is larger than 4 MiB")]
    public void TokenFile_MissingEmptyOrOver4MiB_FailsAtStartup(string file, string expected)
    {
        System.IO.File.WriteAllText(Path.Combine(folder.FullName, "empty"), "\n");
        var fault = Assert.Throws<StartupException>(() => Connect($"tokenFile: {file}"));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(folder.FullName, file), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "F06-error-status")]
    public async Task ExecPlugin_TokenRevoked_RunsOnceMoreForFiveConcurrentRequests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell script stands in for the plugin");
        using var connection = Connect(Plugin());
        Assert.IsType<ApiAnswer.Success>(await AskAsync(connection));
        var before = RunsOfPlugin();
        await RotateAsync();
        var together = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AskAsync(connection)));
        Assert.All(together, answer => Assert.IsType<ApiAnswer.Success>(answer));
        Assert.Equal(before + 1, RunsOfPlugin());
    }

    [Fact]
    [Trait("BadInput", "B04-plugin-user-unauthorized")]
    public async Task ExecPlugin_EveryTokenUnauthorized_RunsOncePerMinute()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell script stands in for the plugin");
        using var connection = Connect(Plugin());
        await AskAsync(connection);
        var before = RunsOfPlugin();
        server.Token = "of somebody else";
        for (var request = 0; request < 10; request++)
            Assert.Equal(401, Assert.IsType<ApiAnswer.StatusError>(await AskAsync(connection)).Status);
        Assert.Equal(before + 1, RunsOfPlugin());
        time.Advance(TimeSpan.FromMinutes(1));
        await AskAsync(connection);
        Assert.Equal(before + 2, RunsOfPlugin());
    }

    [Fact]
    [Trait("BadInput", "B04-plugin-fails-at-refresh")]
    public async Task ExecPlugin_FailsAfter401_ReturnsThe401AndThenNotSent()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell script stands in for the plugin");
        using var connection = Connect(Plugin());
        await AskAsync(connection);
        await RotateAsync();
        await System.IO.File.WriteAllTextAsync(Path.Combine(folder.FullName, "plugin"), "#!/bin/sh\necho 'log in first' >&2\nexit 1\n");
        Assert.Equal(401, Assert.IsType<ApiAnswer.StatusError>(await AskAsync(connection)).Status);
        Assert.StartsWith(
            "The credentials could not be had: ",
            Assert.IsType<ApiAnswer.NotSent>(await AskAsync(connection)).Message,
            StringComparison.Ordinal
        );
    }

    private static Task<ApiAnswer> AskAsync(ClusterConnection connection) =>
        new ApiClient(connection.Client, TimeProvider.System).GetAsync("api/v1/pods", TestContext.Current.CancellationToken);

    private ClusterConnection Connect(string user)
    {
        var kubeconfig = Path.Combine(folder.FullName, "kubeconfig");
        System.IO.File.WriteAllText(
            kubeconfig,
            $$$"""
            apiVersion: v1
            kind: Config
            current-context: here
            contexts: [{name: here, context: {cluster: here, user: me}}]
            clusters: [{name: here, cluster: {server: '{{{server.Address}}}', certificate-authority-data: {{{server.AuthorityData}}}}}]
            users:
            - name: me
              user: { {{{user}}} }
            """
        );
        var identity = ClusterIdentity.Find(new ClusterOptions { Kubeconfig = kubeconfig }, time);
        return identity.Connect(time: null);
    }

    private async Task<FakeTimeProvider> RotateAsync()
    {
        server.Token = "second";
        await System.IO.File.WriteAllTextAsync(File, "second\n");
        return time;
    }

    private string Plugin()
    {
        var plugin = Path.Combine(folder.FullName, "plugin");
        System.IO.File.WriteAllText(
            plugin,
            $$$"""
            #!/bin/sh
            echo x >> {{{Runs}}}
            printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"%s"}}' "$(cat {{{File}}})"
            """.ReplaceLineEndings("\n")
        );
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(plugin, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return $"exec: {{apiVersion: client.authentication.k8s.io/v1, command: {plugin}, interactiveMode: Never}}";
    }

    private int RunsOfPlugin() => System.IO.File.ReadAllLines(Runs).Length;
}
