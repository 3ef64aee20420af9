using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Tests.Connection;

/// <summary>Each cause of a failed connection has its own message, which names the server and the remedy.</summary>
public sealed class ConnectionFaultTests : IDisposable
{
    private readonly TestAuthority authority = new();
    private readonly TestAuthority other = new("CN=other-ca");

    public void Dispose()
    {
        authority.Dispose();
        other.Dispose();
    }

    public static TheoryData<string, SslProtocols> Certificates =>
        [.. from row in Table from protocol in new[] { SslProtocols.Tls12, SslProtocols.Tls13 } select (row.Name, protocol)];

    private static (string Name, Func<ConnectionFaultTests, X509Certificate2> Certificate, string Sentence)[] Table { get; } =
    [
        (
            "unknown authority",
            tests => tests.other.Issue(dns: ["localhost"]),
            "is signed by an unknown authority (CN=other-ca), not by one that the kubeconfig trusts."
        ),
        ("self-signed", _ => TestAuthority.SelfSigned("localhost"), "is signed by itself, and by no authority that the kubeconfig trusts."),
        (
            "expired",
            tests => tests.authority.Issue(dns: ["localhost"], fromDays: -10, toDays: -2),
            $"expired on {TimeProvider.System.GetUtcNow().AddDays(-2):yyyy-MM-dd}"
        ),
        (
            "not yet valid",
            tests => tests.authority.Issue(dns: ["localhost"], fromDays: 2, toDays: 10),
            $"is not valid before {TimeProvider.System.GetUtcNow().AddDays(2):yyyy-MM-dd}"
        ),
        (
            "common name alone",
            tests => tests.authority.Issue(subject: "CN=localhost"),
            "has only a common name (localhost) and no subject alternative name, which must be localhost."
        ),
        ("no name", tests => tests.authority.Issue(subject: ""), "names no server, and must name localhost."),
        (
            "other names",
            tests => tests.authority.Issue(dns: ["kubernetes", "kubernetes.default"], ips: ["10.96.0.1"]),
            "is valid for kubernetes, kubernetes.default, 10.96.0.1, not for localhost."
        ),
        (
            "clients only",
            tests => tests.authority.Issue(dns: ["localhost"], use: TestAuthority.ClientUse),
            "is not for servers: its extended key usage lacks server authentication."
        ),
    ];

    [Theory]
    [Trait("BadInput", "B02-tls-certificate-faults")]
    [MemberData(nameof(Certificates))]
    public async Task ServerCertificate_Faulty_MessageNamesTheFault(string name, SslProtocols protocol)
    {
        var (_, certificate, sentence) = Table.Single(row => row.Name == name);
        await using var server = new TlsServer(certificate(this), protocol);
        var message = await RefusalAsync($"https://localhost:{server.Port}/");
        Assert.StartsWith($"The certificate of localhost:{server.Port} {sentence}", message, StringComparison.Ordinal);
    }

    // Alerts by number: https://www.rfc-editor.org/rfc/rfc8446#section-6.2.
    [Theory]
    [Trait("BadInput", "B02-tls-alerts")]
    [InlineData(40, "it has no cipher in common with this machine, or wants a client certificate")]
    [InlineData(42, "it does not accept the client certificate")]
    [InlineData(44, "it says that the client certificate is revoked")]
    [InlineData(45, "it says that the client certificate has expired")]
    [InlineData(48, "it does not know the authority that signed the client certificate")]
    [InlineData(70, "it has no version of TLS in common with this machine")]
    [InlineData(116, "it wants a client certificate")]
    public async Task TlsHandshake_EndedByAlert_MessageNamesTheAlert(byte alert, string expected)
    {
        await using var server = new RawServer([0x15, 3, 3, 0, 2, 2, alert]);
        Assert.Equal(
            $"localhost:{server.Port} ended the TLS handshake: {expected}.",
            await RefusalAsync($"https://localhost:{server.Port}/")
        );
    }

    [Fact]
    [Trait("BadInput", "B02-tls-https-to-plain-port")]
    public async Task TlsHandshake_PlainHttpServer_MessageNamesTheScheme()
    {
        await using var server = new RawServer(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n\r\n"));
        Assert.Equal(
            $"localhost:{server.Port} does not answer in TLS: the kubeconfig's address begins with https://, "
                + "and the server may want http://.",
            await RefusalAsync($"https://localhost:{server.Port}/")
        );
    }

    [Theory]
    [Trait("BadInput", "B02-tls-http-to-tls-port")]
    [InlineData(
        new byte[] { 0x15, 3, 1, 0, 2, 2, 10 },
        "answers in TLS: the kubeconfig's address begins with http:// and should begin with https://"
    )]
    [InlineData(null, "Client sent an HTTP request to an HTTPS server.")]
    public async Task PlainHttpRequest_TlsServer_MessageNamesTheScheme(byte[]? answer, string expected)
    {
        // The second is the plain text response of Go's server.
        await using var server = new RawServer(
            answer ?? Encoding.ASCII.GetBytes("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n")
        );
        Assert.Contains(expected, await RefusalAsync($"http://localhost:{server.Port}/"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("BadInput", "B02-tls-handshake-unanswered")]
    public async Task TlsHandshake_NoAnswer_TimesOutAfter2SecondsNamingTheHandshake()
    {
        await using var server = new RawServer(null);
        var settings = new ConnectionSettings
        {
            Server = new($"https://127.0.0.1:{server.Port}/"),
            ConnectTimeout = TimeSpan.FromSeconds(2),
        };
        Assert.Equal(
            $"127.0.0.1:{server.Port} accepts connections and does not answer the TLS handshake within 2 s.",
            await RefusalAsync(settings)
        );
    }

    [Fact]
    [Trait("BadInput", "B02-tls-closed-in-handshake")]
    public async Task TlsHandshake_ConnectionClosed_MessageSaysSo()
    {
        await using var server = new RawServer([]);
        Assert.Equal(
            $"localhost:{server.Port} closed the connection during the TLS handshake.",
            await RefusalAsync($"https://localhost:{server.Port}/")
        );
    }

    [Theory]
    [Trait("BadInput", "B07-redirect-to-login")]
    [InlineData(
        "HTTP/1.1 302 Found\r\nLocation: https://login.example/start?state=secret\r\nContent-Length: 0\r\n\r\n",
        "a redirect to https://login.example/start, which no API server sends"
    )]
    [InlineData(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 18\r\n\r\n<html>log in</html",
        "an HTML page, which no API server sends"
    )]
    public async Task ApiClient_LoginRedirectOrHtmlPage_SaysNoApiServerSendsIt(string answer, string expected)
    {
        await using var server = new RawServer(Encoding.ASCII.GetBytes(answer));
        var message = await RefusalAsync($"http://localhost:{server.Port}/");
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("BadInput", "B06-endless-body")]
    public async Task ApiClient_BodyOver32MiB_IsRejected()
    {
        var endless = new byte[40 * 1024 * 1024];
        Array.Fill(endless, (byte)' ');
        await using var server = new RawServer([
            .. Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"),
            .. endless,
        ]);
        Assert.Contains(
            "the answer is larger than 32 MiB",
            await RefusalAsync($"http://localhost:{server.Port}/"),
            StringComparison.Ordinal
        );
    }

    private Task<string> RefusalAsync(string server) =>
        RefusalAsync(
            new ConnectionSettings
            {
                Server = new(server),
                Authorities = [authority.Certificate],
                Credentials = TestCredentials.Token("canary"),
            }
        );

    private static async Task<string> RefusalAsync(ConnectionSettings settings)
    {
        using var client = GuardedClient.Create(settings);
        return await new ApiClient(client, TimeProvider.System).GetAsync("api/v1/pods", TestContext.Current.CancellationToken) switch
        {
            ApiAnswer.NotSent(var why) => why,
            ApiAnswer.Lost(var why) => why,
            ApiAnswer.StatusError refusal => refusal.Message,
            var other => throw new InvalidOperationException(other.ToString()),
        };
    }
}
