using System.Net;
using System.Text.Json.Nodes;
using K8sDashboard.Demo.Api.Core.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>The service proxy of the API server.</summary>
public sealed class ServiceProxyTests : IAsyncLifetime
{
    private const string Services = "/api/v1/namespaces/shop/services";

    private readonly WebApplication behind = WebApplication.CreateSlimBuilder().Build();
    private Simulated cluster = null!;

    public async ValueTask InitializeAsync()
    {
        behind.Urls.Add("http://127.0.0.1:0");
        behind.Run(async http =>
        {
            if (http.Request.Path == "/moved")
                http.Response.Redirect("/graph");
            else
                http.Response.StatusCode = http.Request.Path == "/teapot" ? 418 : 200;
            using var body = new StreamReader(http.Request.Body);
            await http.Response.WriteAsync(
                $"{http.Request.Method} {http.Request.Path}{http.Request.QueryString} {await body.ReadToEndAsync()}"
            );
        });
        await behind.StartAsync();
        var address = new Uri(behind.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        cluster = await Simulated.StartAsync(options =>
            options with
            {
                Behind = (_, service, port) =>
                    service is "web" or "plain" && port == 80 ? address
                    : service == "gone" ? new Uri("http://127.0.0.1:1")
                    : null,
            }
        );
        foreach (var name in (string[])["web", "empty", "gone", "plain"])
            cluster.Store.Create(
                new Service
                {
                    Metadata = new() { Namespace = "shop", Name = name },
                    Spec = new ServiceSpec
                    {
                        Ports =
                        {
                            new ServicePort { Name = name == "plain" ? "" : "http", Port = 80 },
                        },
                    },
                }
            );
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        await behind.DisposeAsync();
    }

    [Theory]
    [InlineData("web:80/proxy/api/v1/query?query=up%7B%7D", 200, "GET /api/v1/query?query=up%7B%7D ")]
    [InlineData("http:web:http/proxy/", 200, "GET / ")]
    [InlineData("plain/proxy", 200, "GET / ")]
    [InlineData("web:80/proxy/teapot", 418, "GET /teapot ")]
    public async Task ServiceProxy_GetRequest_IsForwardedToNamedPort(string path, int code, string body) =>
        Assert.Equal((code, body), await cluster.SendAsync(HttpMethod.Get, $"{Services}/{path}"));

    [Fact]
    public async Task ServiceProxy_RedirectResponse_IsRewrittenToProxyPath()
    {
        using var answer = await cluster.Admin.GetAsync(new Uri($"{Services}/web:80/proxy/moved", UriKind.Relative));
        Assert.Equal((302, $"{Services}/web:80/proxy/graph"), ((int)answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task ServiceProxy_PostBody_IsForwarded() =>
        Assert.Equal((200, "POST /x hello"), await cluster.SendAsync(HttpMethod.Post, $"{Services}/web:80/proxy/x", "hello", "text/plain"));

    [Theory]
    [InlineData("none:80/proxy/", 404, "services \"none\" not found")]
    [InlineData("web:81/proxy/", 503, "no service port 81 found for service \"web\"")]
    [InlineData("web/proxy/", 503, "no endpoints available for service \"web\"")]
    [InlineData("empty:80/proxy/", 503, "no endpoints available for service \"empty\"")]
    [InlineData("gone:80/proxy/", 503, "error trying to reach service: ")]
    public async Task ServiceProxy_NoBackend_SaysWhy(string path, int code, string why)
    {
        var (answered, body) = await cluster.SendAsync(HttpMethod.Get, $"{Services}/{path}");
        Assert.Equal(code, answered);
        Assert.StartsWith(why, (string)JsonNode.Parse(body)!["message"]!);
    }

    [Fact]
    public async Task ServiceProxy_ViewerWithoutProxyPermission_IsForbidden() =>
        Assert.Equal(
            (int)HttpStatusCode.Forbidden,
            (await cluster.SendAsync(HttpMethod.Get, $"{Services}/web:80/proxy/", client: cluster.Client("viewer"))).Code
        );
}
