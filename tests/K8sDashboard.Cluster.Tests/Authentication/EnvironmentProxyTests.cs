using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Connection.Transport;

namespace K8sDashboard.Cluster.Tests.Authentication;

/// <summary>Proxy selection by environment variables, by Go's rules: https://pkg.go.dev/golang.org/x/net/http/httpproxy.</summary>
public class EnvironmentProxyTests
{
    [Theory]
    [InlineData("https://api.example.com", "", true)]
    [InlineData("https://api.example.com", "*", false)]
    [InlineData("https://api.example.com", "example.com", false)]
    [InlineData("https://example.com", "example.com", false)]
    [InlineData("https://badexample.com", "example.com", true)]
    [InlineData("https://example.com", ".example.com", true)]
    [InlineData("https://api.example.com", ".example.com", false)]
    [InlineData("https://api.example.com", "*.example.com", false)]
    [InlineData("https://API.Example.com", "api.EXAMPLE.com", false)]
    [InlineData("https://api.example.com", "other.test, api.example.com ,x", false)]
    [InlineData("https://api.example.com:6443", "api.example.com:6443", false)]
    [InlineData("https://api.example.com:6443", "api.example.com:443", true)]
    [InlineData("https://10.1.2.3:6443", "10.0.0.0/8", false)]
    [InlineData("https://11.1.2.3:6443", "10.0.0.0/8", true)]
    [InlineData("https://10.1.2.3:6443", "10.1.2.3", false)]
    [InlineData("https://10.1.2.3:6443", "10.1.2.3:6443", false)]
    [InlineData("https://10.1.2.3:6443", "10.1.2.3:1", true)]
    [InlineData("https://10.1.2.3:6443", "10.1.2", true)]
    [InlineData("https://[fd00::1]:6443", "fd00::/8", false)]
    [InlineData("https://[fd00::1]:6443", "fd00::1", false)]
    [InlineData("https://[fd00::1]:6443", "[fd00::1]:6443", false)]
    [InlineData("https://[fd00::1]:6443", "10.0.0.0/8", true)]
    [InlineData("https://localhost:6443", "", false)]
    [InlineData("https://127.0.0.5:6443", "", false)]
    [InlineData("https://[::1]:6443", "", false)]
    public void EnvironmentProxy_NoProxyExclusions_FollowsGoRules(string server, string exclusions, bool isProxied)
    {
        var variables = new Dictionary<string, string> { ["HTTPS_PROXY"] = "http://proxy:3128", ["NO_PROXY"] = exclusions };
        Assert.Equal(isProxied, EnvironmentProxy.For(new(server), variables.GetValueOrDefault) is not null);
    }

    [Theory]
    [InlineData("HTTPS_PROXY", "proxy:3128", "http://proxy:3128")]
    [InlineData("https_proxy", "socks5://proxy", "socks5://proxy")]
    [InlineData("HTTP_PROXY", "http://proxy:3128", null)]
    [InlineData("ALL_PROXY", "http://proxy:3128", null)]
    public void EnvironmentProxy_HttpsServer_UsesOnlyTheHttpsProxyVariable(string name, string value, string? proxy)
    {
        var variables = new Dictionary<string, string> { [name] = value };
        Assert.Equal(
            proxy,
            EnvironmentProxy.For(new("https://api.example.com"), variables.GetValueOrDefault) is { } found ? ProxyAddress.Show(found) : null
        );
    }

    [Theory]
    [Trait("BadInput", "B03-proxy-variables")]
    [InlineData("ftp://proxy")]
    [InlineData("http://")]
    [InlineData("http://u:secret@")]
    public void EnvironmentProxy_InvalidHttpsProxy_IsRejectedWithoutShowingThePassword(string value)
    {
        var fault = Assert.Throws<StartupException>(() =>
            EnvironmentProxy.For(new("https://api.example.com"), name => name == "HTTPS_PROXY" ? value : null)
        );
        Assert.StartsWith("The environment variable HTTPS_PROXY names no proxy", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }
}
