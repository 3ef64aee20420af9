using K8sDashboard.EndToEnd.Tests.Harness;

namespace K8sDashboard.EndToEnd.Tests.BadInputs;

/// <summary>
/// Unsafe settings: a combination that would expose the dashboard to other users exits with 2 and one line that names it, before any port
/// is bound.
/// </summary>
public class UnsafeStartTests
{
    [Theory]
    [Trait("BadInput", "B16-unsafe-start")]
    [InlineData("ASPNETCORE_URLS=http://0.0.0.0:5080", "http://0.0.0.0:5080")]
    [InlineData("ASPNETCORE_URLS=http://*:5080", "http://*:5080")]
    [InlineData("ASPNETCORE_URLS=http://[::]:5080", "http://[::]:5080")]
    [InlineData("ASPNETCORE_URLS=http://localhost:5080;http://10.0.0.5:5080", "http://10.0.0.5:5080")]
    [InlineData("ASPNETCORE_URLS=http://localhost.evil.example:5080", "localhost.evil.example")]
    [InlineData("ASPNETCORE_URLS=nonsense", "nonsense")]
    [InlineData("DOTNET_URLS=http://+:5080", "http://+:5080")]
    [InlineData("URLS=https://0.0.0.0:5080", "https://0.0.0.0:5080")]
    [InlineData("Kestrel__Endpoints__Open__Url=http://0.0.0.0:5080", "Kestrel:Endpoints")]
    [InlineData("ASPNETCORE_Kestrel__Endpoints__Open__Url=http://0.0.0.0:5080", "Kestrel:Endpoints")]
    [InlineData("K8SDASHBOARD_MODE=cluster", "--mode cluster")]
    [InlineData("Access__Mode=Cluster", "--mode cluster")]
    [InlineData("K8SDASHBOARD_LAUNCH_KEY=short", "--launch-key")]
    [InlineData("Access__LaunchKey=0123456789abcdef0123456789abcde", "--launch-key")]
    [InlineData("K8SDASHBOARD_PORT=70000", "--port")]
    [InlineData("Hosting__Port=http", "--port")]
    [InlineData("K8SDASHBOARD_PROMETHEUS=file:///etc/passwd", "--prometheus")]
    [InlineData("Prometheus__Url=http://169.254.169.254/", "link-local or metadata")]
    [InlineData("Prometheus__Url=http://2852039166/", "link-local or metadata")]
    [InlineData("Prometheus__Url=http://[fd00:ec2::254]/", "link-local or metadata")]
    [InlineData("Prometheus__Url=http://metadata.google.internal/", "link-local or metadata")]
    [InlineData("Prometheus__Url=http://admin:hush-hush@169.254.169.254/", "link-local or metadata")]
    [InlineData("K8SDASHBOARD_NAMESPACES=../../kube-system", "--namespaces")]
    public async Task Startup_UnsafeEnvironmentVariable_ExitsWith2AndNamesIt(string variable, string named) =>
        await RefusedAsync(named, "env", variable, "dotnet", Repository.Dashboard);

    [Theory]
    [Trait("BadInput", "B16-unsafe-start")]
    [InlineData("--urls", "--urls", "http://0.0.0.0:80")]
    [InlineData("--urls", "--urls=http://0.0.0.0:80")]
    [InlineData("--launchkey", "--launchkey=hush-hush")]
    [InlineData("--mode", "--mode", "open")]
    [InlineData("--port", "--port", "-1")]
    [InlineData("--port needs a value", "--port")]
    [InlineData("--no-login", "--no-login")]
    [InlineData("user name or password", "--prometheus", "http://admin:hush-hush@prometheus/")]
    [InlineData("--prometheus-header", "--prometheus", "http://prometheus/", "--prometheus-header", "Authorization=Bearer hush-hush")]
    public async Task Startup_UnsafeOption_ExitsWith2AndNamesIt(string named, params string[] arguments) =>
        await RefusedAsync(named, "dotnet", [Repository.Dashboard, .. arguments]);

    [Fact]
    [Trait("BadInput", "B16-unsafe-start")]
    public async Task Startup_KubeconfigNamespaceIsPath_ExitsWith2WithReason()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            """
            apiVersion: v1
            kind: Config
            current-context: test
            contexts: [{ name: test, context: { cluster: test, user: test, namespace: "../../secrets?" } }]
            clusters: [{ name: test, cluster: { server: "http://127.0.0.1:9" } }]
            users: [{ name: test, user: { token: hush-hush } }]
            """
        );
        await RefusedAsync("no namespace's name", "dotnet", Repository.Dashboard, "--port", "0", "--kubeconfig", file);
        File.Delete(file);
    }

    private static async Task RefusedAsync(string named, string program, params string[] arguments)
    {
        var (code, output, error) = await Command.TryAsync(program, arguments);
        Assert.Equal(2, code);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("hush-hush", error + output, StringComparison.Ordinal);
        Assert.Empty(output);
    }
}
