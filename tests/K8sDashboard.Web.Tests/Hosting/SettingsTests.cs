using System.Reflection;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Monitoring;
using K8sDashboard.Web.Hosting;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace K8sDashboard.Web.Tests.Hosting;

public sealed class SettingsTests
{
    private const string LongKey = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("--port", "K8SDASHBOARD_PORT", "Hosting:Port", "6000")]
    [InlineData("--metrics-port", "K8SDASHBOARD_METRICS_PORT", "Hosting:MetricsPort", "6001")]
    [InlineData("--context", "K8SDASHBOARD_CONTEXT", "Cluster:Context", "minikube")]
    [InlineData("--namespaces", "K8SDASHBOARD_NAMESPACES", "Cluster:Namespaces", "shop,payments")]
    [InlineData("--prometheus", "K8SDASHBOARD_PROMETHEUS", "Prometheus:Url", "http://localhost:9090/prom")]
    [InlineData("--launch-key", "K8SDASHBOARD_LAUNCH_KEY", "Access:LaunchKey", LongKey)]
    [InlineData("--mode", "K8SDASHBOARD_MODE", "Access:Mode", "local")]
    [InlineData("--note", "K8SDASHBOARD_NOTE", "Hosting:Note", "This cluster is a simulation.")]
    [InlineData("--note-link", "K8SDASHBOARD_NOTE_LINK", "Hosting:NoteLink", "http://localhost:8080/happening")]
    [InlineData("--keep-lost-pages", "K8SDASHBOARD_KEEP_LOST_PAGES", "Hosting:KeepLostPages", "00:05:00")]
    public void Settings_FlagVariableAndKey_TakePrecedenceInThatOrder(string flag, string variable, string key, string value)
    {
        Assert.Equal(value, Apply([flag, value])[key]);
        Assert.Equal(value, Apply([$"{flag}={value}"])[key]);
        Assert.Equal(value, Apply([], (variable, value))[key]);
        Assert.Equal(value, Apply([], settings: (key, value))[key]);
        Assert.Equal(value, Apply([flag, value], (variable, "1"), (key, "2"))[key]);
        Assert.Equal(value, Apply([], (variable, value), (key, "3"))[key]);
    }

    [Theory]
    [InlineData("http://admin:hush@prometheus:9090/")]
    [InlineData("https://hush@prometheus/prefix")]
    public void Settings_PasswordInPrometheusUrl_IsRejectedOnlyOnCommandLine(string url)
    {
        var fault = Assert.Throws<StartupException>(() => Apply(["--prometheus", url])).Message;
        Assert.StartsWith("--prometheus (K8SDASHBOARD_PROMETHEUS, Prometheus:Url): holds a user name or password", fault);
        Assert.DoesNotContain("hush", fault);
        Assert.Equal(url, Apply([], ("K8SDASHBOARD_PROMETHEUS", url))["Prometheus:Url"]);
        Assert.Equal(url, Apply([], settings: ("Prometheus:Url", url))["Prometheus:Url"]);
    }

    [Fact]
    public void Settings_SeveralPrometheusHeaders_AreJoinedAndReplacedByAHigherLayer()
    {
        string[] address = ["--prometheus", "http://localhost:9090"];
        Assert.Equal(
            "Tenant=1\nX-Tenant: 2",
            Apply([.. address, "--prometheus-header", "Tenant=1", "--prometheus-header=X-Tenant: 2"])["Prometheus:Headers"]
        );
        Assert.Equal(
            "Tenant=1\nX-Tenant: 2",
            Apply(address, ("K8SDASHBOARD_PROMETHEUS_HEADER", "Tenant=1\nX-Tenant: 2"))["Prometheus:Headers"]
        );
        Assert.Equal(
            "X-Scope-OrgID: team",
            Apply(address, settings: ("Prometheus:Headers:0", "X-Scope-OrgID: team"))["Prometheus:Headers"]
        );
        var layers = Apply(
            [.. address, "--prometheus-header", "X-Org-Id=3"],
            ("K8SDASHBOARD_PROMETHEUS_HEADER", "Tenant=1"),
            ("Prometheus:Headers:0", "X-Tenant=2")
        );
        Assert.Equal("X-Org-Id=3", layers["Prometheus:Headers"]);
    }

    [Theory]
    [Trait("BadInput", "B10-headers-and-credentials")]
    [InlineData("--prometheus-header", "hush", "is neither NAME=VALUE")]
    [InlineData("--prometheus-header", "A B=hush", "has a name that no header may have")]
    [InlineData("--prometheus-header", "Host=hush", "sets Host, which the connection sets itself")]
    [InlineData("--prometheus-header", "content-length: 7", "which the connection sets itself")]
    [InlineData("--prometheus-header", "X-Scope-OrgID:", "sets X-Scope-OrgID to a value that is empty")]
    [InlineData("--prometheus-header", "X-Scope-OrgID: hush\u00e4", "holds a line break or another character")]
    [InlineData("--prometheus-header", "X-Tenant: hush\nX-tenant: hush", "sets X-Tenant twice")]
    [InlineData(
        "--prometheus-header",
        "Authorization: Bearer hush",
        "may hold a password or token, which others on this machine would see"
    )]
    [InlineData("--prometheus-header", "X-Api-Key: hush", "may hold a password or token")]
    [InlineData("--prometheus-header", "cookie=session=hush", "may hold a password or token")]
    [InlineData("--prometheus-header", "X-A=file:/nowhere/token", "there is no file \"/nowhere/token\"")]
    [InlineData("--prometheus-header", "X-A=env:NO_SUCH_VARIABLE_IS_SET", "the environment variable NO_SUCH_VARIABLE_IS_SET is not set")]
    [InlineData("--prometheus-bearer-token-file", "/nowhere/token", "there is no file \"/nowhere/token\"")]
    [InlineData("--prometheus-bearer-token-file", "/", "\"/\"")]
    [InlineData("--prometheus-bearer-token-file", "/dev/null", "is empty")]
    [InlineData("--prometheus-bearer-token-file", "/dev/zero", "is larger than 64 KiB")]
    [InlineData("--prometheus-basic-auth-file", "/dev/null", "does not hold user:password")]
    public void Settings_InvalidPrometheusHeaderOrCredential_IsRejectedWithoutShowingIt(string flag, string value, string words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && value.StartsWith("/dev", StringComparison.Ordinal), "no devices that are files");
        var fault = Assert.Throws<StartupException>(() => Apply(["--prometheus", "http://localhost:9090", flag, value])).Message;
        Assert.StartsWith($"{flag} (", fault);
        Assert.Contains(words, fault);
        Assert.DoesNotContain("hush", fault);
    }

    [Theory]
    [Trait("BadInput", "B10-headers-and-credentials")]
    [InlineData(null, "X-Tenant=1", "need its address (--prometheus)")]
    [InlineData("http://admin:hush@localhost/", "Authorization=env:PATH", "more than one way to sign in")]
    public void Settings_PrometheusHeaderWithoutUrlOrWithSecondCredential_IsRejected(string? url, string header, string words)
    {
        var fault = Assert
            .Throws<StartupException>(() => Apply(["--prometheus-header", header], url is null ? null : ("K8SDASHBOARD_PROMETHEUS", url)))
            .Message;
        Assert.Contains(words, fault);
        Assert.DoesNotContain("hush", fault);
    }

    [Fact]
    public void Settings_ReadOnlyFlagWithoutValue_IsTrue() =>
        Assert.Equal("true", Apply(["--read-only", "--port", "1"])["Cluster:ReadOnly"]);

    [Theory]
    [InlineData("--port", "abc", "\"abc\" is not a port")]
    [InlineData("--port", "65536", "is not a port")]
    [InlineData("--port", "-1", "is not a port")]
    [InlineData("--metrics-port", "same", "\"same\" is not a port")]
    [InlineData("--metrics-port", "5080", "5080 is the dashboard's own port")]
    [InlineData("--namespaces", "shop,../x", "\"../x\" is not a namespace's name")]
    [InlineData("--namespaces", "Shop", "is not a namespace's name")]
    [InlineData("--prometheus", "localhost:9090", "is not an http or https address")]
    [InlineData("--prometheus", "file:///etc/passwd", "is not an http or https address")]
    [InlineData("--launch-key", "short", "has 5 characters, and must have at least 32")]
    [InlineData("--launch-key", "0123456789abcdef0123456789abcdef&x=1", "letters, digits")]
    [InlineData("--kubeconfig", "/no/such/file", "there is no file \"/no/such/file\"")]
    [InlineData("--mode", "open", "\"open\" is neither local nor cluster")]
    [InlineData("--mode", "0", "is neither local nor cluster")]
    [InlineData("--read-only", "perhaps", "is neither true nor false")]
    [InlineData("--note", " ", "is empty")]
    [InlineData("--note-link", "javascript:alert(1)", "is not an http or https address")]
    [InlineData("--keep-lost-pages", "5", "\"5\" is not a time of 00:00:00 to 01:00:00")]
    [InlineData("--keep-lost-pages", "02:00:00", "is not a time")]
    [InlineData("--keep-lost-pages", "-00:01:00", "is not a time")]
    public void Settings_InvalidValue_IsReportedWithFlagVariableAndKey(string flag, string value, string words)
    {
        var fault = Assert.Throws<StartupException>(() => Apply([$"{flag}={value}"])).Message;
        var setting = Settings.All.Single(setting => setting.Flag == flag);
        Assert.StartsWith($"{flag} ({setting.Variable}, {setting.Key}): ", fault);
        Assert.Contains(words, fault);
    }

    [Fact]
    public void Settings_SeveralErrors_AreReportedTogether()
    {
        var fault = Assert
            .Throws<StartupException>(() => Apply(["--nonsense", "--port", "x", "--context"], ("K8SDASHBOARD_MODE", "y")))
            .Message;
        Assert.Contains("Unknown option --nonsense", fault);
        Assert.Contains("--context needs a value", fault);
        Assert.Contains("\"x\" is not a port", fault);
        Assert.Contains("\"y\" is neither", fault);
    }

    [Theory]
    [InlineData("--launchkey=hush")]
    [InlineData("--launchkey", "hush")]
    public void Settings_UnknownOption_IsReportedWithoutItsValue(params string[] arguments) =>
        Assert.DoesNotContain("hush", Assert.Throws<StartupException>(() => Apply(arguments)).Message);

    [Fact]
    public void HelpText_AllSettings_NamesFlagVariableAndKey()
    {
        foreach (var setting in Settings.All)
        {
            Assert.Contains(setting.Flag, CommandLine.HelpText);
            Assert.Contains(setting.Variable, CommandLine.HelpText);
            Assert.Contains(setting.Key, CommandLine.HelpText);
        }
    }

    /// <summary>An option that is no declared setting would be neither validated nor in the help.</summary>
    [Fact]
    public void Settings_WritableOptions_AreAllDeclared()
    {
        var read =
            from assembly in (Assembly[])
                [typeof(ClusterOptions).Assembly, typeof(PrometheusOptions).Assembly, typeof(HostingOptions).Assembly]
            from options in assembly.GetTypes()
            let section = options.GetField("Section")?.GetRawConstantValue()
            where section is not null
            from option in options.GetProperties()
            where option.CanWrite
            select $"{section}:{option.Name}";
        Assert.Equal(read.Order(), Settings.All.Select(setting => setting.Key).Order());
    }

    [Fact]
    public async Task Settings_KeepLostPages_SetsDisconnectedCircuitRetention()
    {
        await using var dashboard = await RunningDashboard.StartAsync("--keep-lost-pages", "00:00:07");
        Assert.Equal(
            TimeSpan.FromSeconds(7),
            dashboard.Services.GetRequiredService<IOptions<CircuitOptions>>().Value.DisconnectedCircuitRetentionPeriod
        );
    }

    [Fact]
    public void Settings_ClusterMode_IsRejectedForLackOfLogin()
    {
        var fault = Assert.Throws<StartupException>(() => DashboardHost.Create(CommandLine.Parse(["--mode", "cluster"]), _ => null));
        Assert.Contains("no login", fault.Message);
    }

    private static ConfigurationManager Apply(
        string[] args,
        (string Name, string Value)? variable = null,
        (string Key, string Value)? settings = null
    )
    {
        var configuration = new ConfigurationManager();
        if (settings is { } file)
            configuration.AddInMemoryCollection([new(file.Key, file.Value)]);
        CommandLine.Parse(args).ApplyTo(configuration, name => name == variable?.Name ? variable.Value.Value : null);
        return configuration;
    }
}
