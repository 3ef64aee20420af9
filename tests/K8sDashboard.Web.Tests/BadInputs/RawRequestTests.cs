using System.Net.Sockets;
using System.Text;
using K8sDashboard.Web.Tests.Hosting;

namespace K8sDashboard.Web.Tests.BadInputs;

/// <summary>Raw requests with arbitrary Host and Origin headers, byte by byte, with a session cookie: CSRF and DNS rebinding.</summary>
public sealed class RawRequestTests(HostAndOriginTests.SignedIn signedIn) : IClassFixture<HostAndOriginTests.SignedIn>
{
    [Theory]
    [Trait("BadInput", "B11-host")]
    [InlineData("evil.example:PORT")]
    [InlineData("localhost.evil.example:PORT")]
    [InlineData("evil.localhost:PORT")]
    [InlineData("localhost.:PORT")]
    [InlineData("127.0.0.1.nip.io:PORT")]
    [InlineData("127.0.0.1.:PORT")]
    [InlineData("127.1:PORT")]
    [InlineData("2130706433:PORT")]
    [InlineData("0x7f000001:PORT")]
    [InlineData("127.0.0.2:PORT")]
    [InlineData("0.0.0.0:PORT")]
    [InlineData("[::]:PORT")]
    [InlineData("[::ffff:127.0.0.1]:PORT")]
    [InlineData("[::1%25lo]:PORT")]
    [InlineData("[fe80::1]:PORT")]
    [InlineData("localhost@evil.example:PORT")]
    [InlineData("evil.example@localhost:PORT")]
    [InlineData("localhost:PORT:PORT")]
    [InlineData("localhost, evil.example")]
    [InlineData("localhost/evil")]
    [InlineData("lócalhost:PORT")]
    [InlineData("")]
    [InlineData("localhost:PORT\r\nHost: evil.example")]
    public async Task HostHeader_ForeignReboundOrMalformed_Returns400(string host)
    {
        foreach (var path in (string[])["/", "/healthz", "/_blazor/initializers"])
            Assert.Contains(" 400 ", await StatusAsync($"GET {path} HTTP/1.1\r\nHost: {host}\r\n"), StringComparison.Ordinal);
        Assert.Contains(" 400 ", await StatusAsync(Upgrade(host, "Origin: http://localhost:PORT\r\n")), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("BadInput", "B11-request-line-host")]
    [InlineData("GET http://evil.example/ HTTP/1.1\r\nHost: localhost:PORT\r\n")]
    [InlineData("GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n")]
    [InlineData("GET http://localhost:PORT@evil.example/ HTTP/1.1\r\nHost: localhost:PORT@evil.example\r\n")]
    [InlineData("GET / HTTP/1.0\r\n")]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("GET / HTTP/1.1\r\nX-Forwarded-Host: localhost\r\nHost: evil.example\r\n")]
    public async Task RequestTarget_ForeignAuthorityOrMissingHost_Returns400(string request) =>
        Assert.Contains(" 400 ", await StatusAsync(request), StringComparison.Ordinal);

    [Theory]
    [Trait("BadInput", "B11-origin")]
    [InlineData("")]
    [InlineData("Origin:\r\n")]
    [InlineData("Origin: null\r\n")]
    [InlineData("Origin: http://evil.example\r\n")]
    [InlineData("Origin: http://evil.example:PORT\r\n")]
    [InlineData("Origin: https://localhost:PORT\r\n")]
    [InlineData("Origin: ws://localhost:PORT\r\n")]
    [InlineData("Origin: file://\r\n")]
    [InlineData("Origin: chrome-extension://abcdef\r\n")]
    [InlineData("Origin: http://localhost\r\n")]
    [InlineData("Origin: http://localhost:1\r\n")]
    [InlineData("Origin: http://localhost:PORT/\r\n")]
    [InlineData("Origin: http://localhost.:PORT\r\n")]
    [InlineData("Origin: http://127.0.0.1:PORT\r\n")]
    [InlineData("Origin: http://[::1]:PORT\r\n")]
    [InlineData("Origin: http://localhost:PORT@evil.example\r\n")]
    [InlineData("Origin: http://user@localhost:PORT\r\n")]
    [InlineData("Origin: http://localhost:PORT.evil.example\r\n")]
    [InlineData("Origin: http://localhost:PORT http://evil.example\r\n")]
    [InlineData("Origin: http://localhost:PORT, http://evil.example\r\n")]
    [InlineData("Origin: http://localhost:PORT\r\nOrigin: http://evil.example\r\n")]
    [InlineData("Origin: localhost:PORT\r\n")]
    [InlineData("Sec-Fetch-Site: same-origin\r\n")]
    [InlineData("Referer: http://localhost:PORT/\r\n")]
    public async Task BlazorHub_OriginMissingForeignOrMalformed_Returns403(string headers)
    {
        Assert.Contains(" 403 ", await StatusAsync(Upgrade("localhost:PORT", headers)), StringComparison.Ordinal);
        Assert.Contains(
            " 403 ",
            await StatusAsync($"POST /_blazor/negotiate HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: 0\r\n{headers}"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("localhost:PORT", "http://localhost:PORT")]
    [InlineData("LOCALHOST:PORT", "http://localhost:PORT")]
    [InlineData("127.0.0.1:PORT", "http://127.0.0.1:PORT")]
    [InlineData("[::1]:PORT", "http://[::1]:PORT")]
    [InlineData("localhost:8001", "http://localhost:8001")]
    public async Task BlazorHub_SameOriginUnderEachLoopbackName_Returns101(string host, string origin) =>
        Assert.Contains(" 101 ", await StatusAsync(Upgrade(host, $"Origin: {origin}\r\n")), StringComparison.Ordinal);

    [Theory]
    [Trait("BadInput", "B11-request-limits")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: http://localhost:PORT\r\nContent-Length: -1\r\n", " 400 ")]
    [InlineData(
        "POST / HTTP/1.1\r\nHost: localhost:PORT\r\nOrigin: http://localhost:PORT\r\n"
            + "Content-Length: 1\r\nTransfer-Encoding: chunked, gzip\r\n",
        " 400 "
    )]
    [InlineData("GET /?LONG HTTP/1.1\r\nHost: localhost:PORT\r\n", " 414 ")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost:PORT\r\nX: LONG\r\nY: LONG\r\nZ: LONG\r\n", " 431 ")]
    public async Task RequestLimits_OversizedOrAmbiguousRequest_Returns400Or414Or431(string request, string status) =>
        Assert.Contains(
            status,
            await StatusAsync(request.Replace("LONG", new string('x', 12_000), StringComparison.Ordinal)),
            StringComparison.Ordinal
        );

    private static string Upgrade(string host, string headers) =>
        $"GET /_blazor HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}";

    private async Task<string> StatusAsync(string head)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", signedIn.Dashboard.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.UTF8.GetBytes(signedIn.WithPort($"{head}Cookie: {signedIn.Cookie}\r\n\r\n")),
            TestContext.Current.CancellationToken
        );
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(2)) ?? "(hung up)";
    }
}
