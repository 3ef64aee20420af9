using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using K8sDashboard.Cluster.Connection;

namespace K8sDashboard.Cluster.Tests.Connection;

/// <summary>A server with an untrusted certificate receives no token and no other byte of a request, from any client.</summary>
public sealed class ServerCertificateTests : IDisposable
{
    private const string Canary = "canary-token-5f0c";

    private readonly TestAuthority authority = new();
    private readonly TestAuthority otherAuthority = new("CN=other-ca");
    private readonly TestAuthority namesake = new();

    public void Dispose()
    {
        authority.Dispose();
        otherAuthority.Dispose();
        namesake.Dispose();
    }

    [Theory]
    [Trait("BadInput", "B02-tls-another-name")]
    [MemberData(nameof(Protocols))]
    public Task ServerCertificate_OtherDnsName_IsRejectedAndNothingIsSent(SslProtocols protocol) =>
        RefusedAsync(authority.Issue(dns: ["another.example"]), protocol);

    [Theory]
    [Trait("BadInput", "B02-tls-another-address")]
    [MemberData(nameof(Protocols))]
    public Task ServerCertificate_OtherIpAddress_IsRejectedAndNothingIsSent(SslProtocols protocol) =>
        RefusedAsync(authority.Issue(dns: ["localhost"], ips: ["10.0.0.1"]), protocol, host: "127.0.0.1");

    [Theory]
    [Trait("BadInput", "B02-tls-expired")]
    [MemberData(nameof(Protocols))]
    public Task ServerCertificate_Expired_IsRejectedAndNothingIsSent(SslProtocols protocol) =>
        RefusedAsync(authority.Issue(dns: ["localhost"], fromDays: -10, toDays: -1), protocol);

    [Theory]
    [Trait("BadInput", "B02-tls-not-yet-valid")]
    [MemberData(nameof(Protocols))]
    public Task ServerCertificate_NotYetValid_IsRejectedAndNothingIsSent(SslProtocols protocol) =>
        RefusedAsync(authority.Issue(dns: ["localhost"], fromDays: 1, toDays: 10), protocol);

    [Theory]
    [Trait("BadInput", "B02-tls-self-signed")]
    [MemberData(nameof(Protocols))]
    public Task ServerCertificate_SelfSigned_IsRejectedAndNothingIsSent(SslProtocols protocol) =>
        RefusedAsync(TestAuthority.SelfSigned("localhost"), protocol);

    [Theory]
    [Trait("BadInput", "B02-tls-another-authority")]
    [MemberData(nameof(Protocols))]
    public Task ServerCertificate_OtherAuthority_IsRejectedAndNothingIsSent(SslProtocols protocol) =>
        RefusedAsync(otherAuthority.Issue(dns: ["localhost"]), protocol);

    [Theory]
    [Trait("BadInput", "B02-tls-another-authority-same-name")]
    [MemberData(nameof(Protocols))]
    public Task ServerCertificate_OtherAuthorityOfSameName_IsRejectedAndNothingIsSent(SslProtocols protocol) =>
        RefusedAsync(namesake.Issue(dns: ["localhost"]), protocol);

    [Theory]
    [Trait("BadInput", "B02-tls-no-names")]
    [MemberData(nameof(Protocols))]
    public Task ServerCertificate_WithoutNames_IsRejectedAndNothingIsSent(SslProtocols protocol) =>
        RefusedAsync(authority.Issue(), protocol);

    [Theory]
    [Trait("BadInput", "B02-tls-common-name-alone")]
    [MemberData(nameof(Protocols))]
    public Task ServerCertificate_CommonNameOnly_IsRejectedAndNothingIsSent(SslProtocols protocol) =>
        RefusedAsync(authority.Issue(subject: "CN=localhost"), protocol);

    [Theory]
    [Trait("BadInput", "B02-tls-another-use")]
    [MemberData(nameof(Protocols))]
    public Task ServerCertificate_ClientAuthUsageOnly_IsRejectedAndNothingIsSent(SslProtocols protocol) =>
        RefusedAsync(authority.Issue(dns: ["localhost"], use: TestAuthority.ClientUse), protocol);

    [Theory]
    [InlineData("localhost", "localhost", null)]
    [InlineData("127.0.0.1", null, "127.0.0.1")]
    [InlineData("localhost", "elsewhere.example,LOCALHOST", null)]
    public async Task ServerCertificate_MatchingDnsNameOrIpAddress_IsAccepted(string host, string? dns, string? ip) =>
        await AcceptedAsync(authority.Issue(dns?.Split(','), ip is null ? null : [ip]), host);

    [Fact]
    public Task ServerCertificate_WithoutExtendedKeyUsage_IsAccepted() =>
        AcceptedAsync(authority.Issue(dns: ["localhost"], use: null), "localhost");

    [Fact]
    public async Task ServerCertificate_InsecureSkipTlsVerify_IsAcceptedWhenSelfSignedForOtherName() =>
        await AcceptedAsync(
            TestAuthority.SelfSigned("another.example"),
            "localhost",
            settings => settings with { SkipTlsVerify = true, Authorities = [] }
        );

    [Theory]
    [InlineData("api.cluster.example", "api.cluster.example", true)]
    [InlineData("api.cluster.example", "*.cluster.example", true)]
    [InlineData("deep.api.cluster.example", "*.cluster.example", false)]
    [InlineData("cluster.example", "*.cluster.example", false)]
    [InlineData("api.cluster.example", "localhost", false)]
    public async Task ServerCertificate_TlsServerNameSet_IsCheckedAgainstThatName(string name, string certified, bool trusted)
    {
        var certificate = authority.Issue(dns: [certified]);
        ConnectionSettings Named(ConnectionSettings settings) => settings with { TlsServerName = name };
        if (trusted)
            await AcceptedAsync(certificate, "localhost", Named);
        else
            await RefusedAsync(certificate, SslProtocols.None, change: Named);
    }

    [Fact]
    public async Task ServerCertificate_IntermediateSentByServer_IsAccepted()
    {
        using var between = new TestAuthority("CN=between", authority);
        await AcceptedAsync(between.Issue(dns: ["localhost"]), "localhost", chain: between.Certificate);
    }

    [Fact]
    public async Task ServerCertificate_OnlyIntermediateInKubeconfig_IsAcceptedIfSignedByItAndNotExpired()
    {
        using var between = new TestAuthority("CN=between", authority);
        ConnectionSettings Between(ConnectionSettings settings) => settings with { Authorities = [between.Certificate] };
        await AcceptedAsync(between.Issue(dns: ["localhost"]), "localhost", Between);
        await RefusedAsync(authority.Issue(dns: ["localhost"]), SslProtocols.None, change: Between);
        await RefusedAsync(between.Issue(dns: ["localhost"], toDays: -0.5), SslProtocols.None, change: Between);
    }

    [Fact]
    public Task ServerCertificate_SelfSignedAndNoAuthorityInKubeconfig_IsRejectedAndNothingIsSent() =>
        RefusedAsync(TestAuthority.SelfSigned("localhost"), SslProtocols.None, change: settings => settings with { Authorities = [] });

    public static TheoryData<SslProtocols> Protocols => [SslProtocols.Tls12, SslProtocols.Tls13];

    private async Task RefusedAsync(
        X509Certificate2 certificate,
        SslProtocols protocol,
        string host = "localhost",
        Func<ConnectionSettings, ConnectionSettings>? change = null
    )
    {
        await using var server = new TlsServer(certificate, protocol);
        using var connection = Connect(server, host, change);

        await Assert.ThrowsAsync<HttpRequestException>(() => connection.SendAsync(Get(), TestContext.Current.CancellationToken));
        var answer = await new ApiClient(connection.Client, TimeProvider.System).GetAsync(
            "api/v1/namespaces/shop/pods/web",
            TestContext.Current.CancellationToken
        );
        Assert.IsType<ApiAnswer.NotSent>(answer);

        Assert.InRange(server.Connections, 2, int.MaxValue);
        Assert.Equal("", await server.HeardAsync());
    }

    private async Task AcceptedAsync(
        X509Certificate2 certificate,
        string host,
        Func<ConnectionSettings, ConnectionSettings>? change = null,
        params X509Certificate2[] chain
    )
    {
        await using var server = new TlsServer(certificate, SslProtocols.None, chain);
        using var connection = Connect(server, host, change);

        using var answer = await connection.SendAsync(Get(), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains($"Authorization: Bearer {Canary}\r\n", await server.HeardAsync(), StringComparison.Ordinal);
    }

    private ClusterConnection Connect(TlsServer server, string host, Func<ConnectionSettings, ConnectionSettings>? change)
    {
        var settings = new ConnectionSettings
        {
            Server = new($"https://{host}:{server.Port}/"),
            Credentials = TestCredentials.Token(Canary),
            Authorities = [authority.Certificate],
        };
        return new ClusterConnection(GuardedClient.Create(change?.Invoke(settings) ?? settings), "test", "tester");
    }

    private static HttpRequestMessage Get() => new(HttpMethod.Get, new Uri("api/v1/namespaces/shop/pods/web", UriKind.Relative));
}
