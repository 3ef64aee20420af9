using K8sDashboard.EndToEnd.Tests.Harness;

namespace K8sDashboard.EndToEnd.Tests.Troubles;

/// <summary>A failed start prints one line with the reason, exits with 2, and shows no stack trace.</summary>
public class StartTests
{
    [Theory]
    [InlineData("/nonexistent/config", "--kubeconfig", "/nonexistent/config")]
    [InlineData("--port", "--port", "eighty")]
    [InlineData("login", "--mode", "cluster")]
    [InlineData("32", "--launch-key", "short")]
    [InlineData("--prometheus", "--prometheus", "prometheus:9090")]
    [InlineData("--colour", "--colour", "red")]
    public async Task Startup_InvalidOption_ExitsWith2AndNamesIt(string named, params string[] arguments)
    {
        var (code, output, error) = await Command.TryAsync("dotnet", [Repository.Dashboard, .. arguments]);
        Assert.Equal(2, code);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error + output, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Theory]
    [InlineData("clusters: [")]
    [InlineData("not a kubeconfig")]
    [InlineData("apiVersion: v1\nkind: Config\ncurrent-context: gone\ncontexts: []\nclusters: []\nusers: []\n")]
    public async Task Startup_BrokenKubeconfig_ExitsWith2AndNamesFile(string contents)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, contents);
            var (code, output, error) = await Command.TryAsync("dotnet", Repository.Dashboard, "--kubeconfig", file);
            Assert.Equal(2, code);
            Assert.Contains(file, error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", error + output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Startup_HelpOption_PrintsOptionsAndExitsWith0()
    {
        var printed = await Command.RunAsync("dotnet", Repository.Dashboard, "--help");
        foreach (
            var option in new[]
            {
                "--kubeconfig",
                "--context",
                "--namespaces",
                "--port",
                "--prometheus",
                "--launch-key",
                "--read-only",
                "--mode",
            }
        )
            Assert.Contains(option, printed, StringComparison.Ordinal);
    }
}
