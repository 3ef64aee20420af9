using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Tests.Connection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Tests.Kubeconfigs;

/// <summary>
/// An API server that responds with the identity of the request: its name, the credentials, impersonation and path.
/// </summary>
internal sealed class IdentityServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string name;

    private IdentityServer(WebApplication app, string name) => (this.app, this.name) = (app, name);

    /// <summary>Its responses, in order.</summary>
    public ConcurrentQueue<string> Answered { get; } = [];

    /// <summary>The subjects of the intermediates sent with the last client certificate.</summary>
    public IReadOnlyList<string> Intermediates { get; private set; } = [];

    public int Port => new Uri(app.Urls.First()).Port;

    /// <param name="name">Its name in responses.</param>
    /// <param name="authority">Signs its certificate; null serves plain http.</param>
    /// <param name="dns">The names of its certificate besides 127.0.0.1.</param>
    public static async Task<IdentityServer> StartAsync(string name, TestAuthority? authority, params string[] dns)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        IdentityServer? server = null;
        var certificate = authority?.Issue(dns, dns.Length == 0 ? ["127.0.0.1", "::1"] : null);
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                IPAddress.IPv6Any,
                0,
                listening =>
                {
                    if (certificate is not null)
                        listening.UseHttps(https =>
                        {
                            https.ServerCertificate = certificate;
                            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                            https.ClientCertificateValidation = (certificate, chain, _) =>
                            {
                                server!.Intermediates =
                                [
                                    .. chain
                                        ?.ChainPolicy.ExtraStore.Where(one => one.Subject != certificate.Subject)
                                        .Select(one => one.Subject)
                                        ?? [],
                                ];
                                return true;
                            };
                        });
                }
            )
        );
        server = new IdentityServer(builder.Build(), name);
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var identity = $"{name}: {string.Join(" ", Parts(context))}";
        Answered.Enqueue(identity);
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(new JsonObject { ["identity"] = identity }.ToJsonString());
    }

    private static IEnumerable<string> Parts(HttpContext context)
    {
        var (headers, certificate) = (context.Request.Headers, context.Connection.ClientCertificate);
        if (certificate is not null)
            yield return $"certificate {certificate.Subject}";
        if (headers.Authorization is [{ } authorization])
            yield return authorization.StartsWith("Basic ", StringComparison.Ordinal)
                ? $"basic {Encoding.UTF8.GetString(Convert.FromBase64String(authorization[6..]))}"
                : authorization;
        else if (certificate is null)
            yield return "anonymous";
        foreach (
            var (header, values) in headers
                .Where(header => header.Key.StartsWith("Impersonate-", StringComparison.OrdinalIgnoreCase))
                .OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
        )
            yield return $"{header.ToLowerInvariant()}={string.Join('|', values.Order(StringComparer.Ordinal))}";
        if (!context.Request.Path.StartsWithSegments("/api") && !context.Request.Path.StartsWithSegments("/apis"))
            yield return $"at {context.Request.Path}";
    }
}
