using System.Net;

namespace K8sDashboard.Monitoring.Tests.BadInputs;

/// <summary>SSRF: no option, name or redirect leads to a cloud's metadata service.</summary>
public class PrometheusAddressTests
{
    [Theory]
    [Trait("BadInput", "B10-unsafe-address")]
    [InlineData("file:///etc/passwd", "not an http")]
    [InlineData("ftp://prometheus/", "not an http")]
    [InlineData("gopher://prometheus:70/", "not an http")]
    [InlineData("unix:///run/prometheus.sock", "not an http")]
    [InlineData("prometheus:9090", "not an http")]
    [InlineData("//prometheus:9090", "not an http")]
    [InlineData("http://", "not an http")]
    [InlineData("", "not an http")]
    [InlineData("http://prometheus/?query=up", "must end with the path")]
    [InlineData("http://prometheus/#x", "must end with the path")]
    [InlineData("http://169.254.169.254/", "link-local or metadata")]
    [InlineData("http://169.254.0.1:9090/", "link-local or metadata")]
    [InlineData("http://2852039166/", "link-local or metadata")]
    [InlineData("http://0xa9fea9fe/", "link-local or metadata")]
    [InlineData("http://0251.0376.0251.0376/", "link-local or metadata")]
    [InlineData("http://0xa9.254.0xa9.254/", "link-local or metadata")]
    [InlineData("http://169.254.43518/", "link-local or metadata")]
    [InlineData("http://169.16689662/", "link-local or metadata")]
    [InlineData("http://169.254.169.254./", "link-local or metadata")]
    [InlineData("http://[::ffff:169.254.169.254]/", "link-local or metadata")]
    [InlineData("http://[::ffff:a9fe:a9fe]/", "link-local or metadata")]
    [InlineData("http://[::a9fe:a9fe]/", "link-local or metadata")]
    [InlineData("http://[64:ff9b::a9fe:a9fe]/", "link-local or metadata")]
    [InlineData("http://[fe80::1]/", "link-local or metadata")]
    [InlineData("http://[fe80::1%25eth0]/", "link-local or metadata")]
    [InlineData("http://[febf::1]/", "link-local or metadata")]
    [InlineData("http://[fd00:ec2::254]/", "link-local or metadata")]
    [InlineData("http://[fd00:0ec2:0::0254]:80/", "link-local or metadata")]
    [InlineData("http://100.100.100.200/", "link-local or metadata")]
    [InlineData("http://168.63.129.16/", "link-local or metadata")]
    [InlineData("http://metadata/", "link-local or metadata")]
    [InlineData("http://metadata.google.internal/", "link-local or metadata")]
    [InlineData("http://METADATA.google.internal./", "link-local or metadata")]
    [InlineData("http://instance-data.ec2.internal/", "link-local or metadata")]
    public void PrometheusAddress_InvalidOrMetadataServiceUrl_IsRejectedWithReason(string url, string why) =>
        Assert.Contains(why, new PrometheusOptions { Url = url }.Fault(), StringComparison.Ordinal);

    [Theory]
    [Trait("BadInput", "B10-address-with-credentials")]
    [InlineData("ftp://admin:hush@prometheus/")]
    [InlineData("http://admin:hush@169.254.169.254/")]
    [InlineData("http://admin:hush@prometheus/?token=hush")]
    [InlineData("http://admin:hush@")]
    [InlineData("admin:hush@prometheus")]
    public void PrometheusAddress_FaultyUrlWithPassword_IsRejectedWithoutPassword(string url) =>
        Assert.DoesNotContain("hush", Assert.IsType<string>(new PrometheusOptions { Url = url }.Fault()), StringComparison.Ordinal);

    [Theory]
    [Trait("BadInput", "B10-address-with-credentials")]
    [InlineData("http://admin:hush@prometheus:9090/")]
    [InlineData("http://hush@prometheus/")]
    public void PrometheusAddress_PasswordInUrl_IsRejectedWhereExposedAndAcceptedElsewhere(string url)
    {
        var fault = PrometheusOptions.ExposedUrlFault(url);
        Assert.Contains("user name or password", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", fault, StringComparison.Ordinal);
        Assert.Null(new PrometheusOptions { Url = url }.Fault());
    }

    [Theory]
    [InlineData("http://prometheus:9090")]
    [InlineData("https://prometheus.example/prefix/")]
    [InlineData("http://10.0.0.5:9090")]
    [InlineData("http://127.0.0.1:9090")]
    [InlineData("http://[::1]:9090")]
    [InlineData("http://[fd00::5]:9090")]
    [InlineData("http://metadata.shop.svc:9090")]
    public void PrometheusAddress_OrdinaryUrl_IsAccepted(string url) => Assert.Null(new PrometheusOptions { Url = url }.Fault());

    [Theory]
    [Trait("BadInput", "B10-metadata-service")]
    [InlineData("169.254.169.254")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("127.0.0.1", "169.254.169.254")]
    public async Task PrometheusAddress_NameResolvesToMetadataService_IsNotConnectedTo(params string[] addresses)
    {
        await using var server = await LoopbackPrometheus.StartAsync();
        server.Answer = (context, _) => LoopbackPrometheus.Vector(context);

        var reason = await AskAsync($"http://prometheus.example:{server.Address.Port}/", addresses);

        Assert.Contains("prometheus.example is a link-local or metadata address", reason, StringComparison.Ordinal);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task PrometheusAddress_NameResolvesToPrometheus_IsQueried()
    {
        await using var server = await LoopbackPrometheus.StartAsync();
        server.Answer = (context, _) => LoopbackPrometheus.Vector(context);

        Assert.Null(await AskAsync($"http://prometheus.example:{server.Address.Port}/", ["127.0.0.1"]));
        Assert.NotEmpty(server.Asked);
    }

    private static async Task<string?> AskAsync(string url, string[] addresses)
    {
        using var connection = new PrometheusConnection(
            new Uri(url),
            "test",
            PrometheusTransport.Create((_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray())),
            getOnly: true,
            TimeProvider.System
        );
        return await PrometheusProbe.WhyNotAsync(connection, TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
