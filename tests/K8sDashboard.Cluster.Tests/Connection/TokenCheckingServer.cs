using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Tests.Connection;

/// <summary>An API server that accepts one token at a time and echoes bodies.</summary>
internal sealed class TokenCheckingServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TestAuthority authority;

    private TokenCheckingServer(WebApplication app, TestAuthority authority) => (this.app, this.authority) = (app, authority);

    /// <summary>The only valid token.</summary>
    public string Token { get; set; } = "";

    /// <summary>The status of each response, in order.</summary>
    public ConcurrentQueue<int> Answers { get; } = [];

    public string Address => app.Urls.Single();

    /// <summary>The CA of its certificate, as <c>certificate-authority-data</c>.</summary>
    public string AuthorityData => authority.Data;

    public static async Task<TokenCheckingServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var authority = new TestAuthority();
        var certificate = authority.Issue(ips: ["127.0.0.1"]);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listening => listening.UseHttps(certificate)));
        var app = builder.Build();
        var server = new TokenCheckingServer(app, authority);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        authority.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var known = context.Request.Headers.Authorization == $"Bearer {Token}";
        context.Response.StatusCode = known ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
        Answers.Enqueue(context.Response.StatusCode);
        context.Response.ContentType = "application/json";
        using var body = new StreamReader(context.Request.Body);
        var sent = await body.ReadToEndAsync();
        await context.Response.WriteAsync(
            !known ? """{"kind":"Status","message":"Unauthorized","code":401}"""
            : sent.Length > 0 ? sent
            : "{}"
        );
    }
}
