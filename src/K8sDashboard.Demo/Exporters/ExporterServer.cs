using System.Net;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Monitoring;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Demo.Exporters;

/// <summary>
/// The simulated network for scrapers: an HTTP proxy that answers for every simulated address, with HTTP service discovery for Prometheus
/// and the incident page. Loopback only.
/// </summary>
public sealed class ExporterServer : IAsyncDisposable
{
    private const string Text = "text/plain; version=0.0.4; charset=utf-8";

    private readonly WebApplication app;

    private ExporterServer(WebApplication app) => this.app = app;

    /// <summary>The proxy's address.</summary>
    public Uri Address => new(app.Urls.First());

    /// <param name="cluster">The cluster whose metrics are served.</param>
    /// <param name="targets">The scrape targets.</param>
    /// <param name="happening">The HTML of the incident page.</param>
    /// <param name="time">The clock.</param>
    public static async Task<ExporterServer> StartAsync(LivingCluster cluster, Targets targets, Func<string> happening, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => AnswerAsync(context, cluster, targets, happening, time));
        await app.StartAsync();
        return new ExporterServer(app);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static async Task AnswerAsync(
        HttpContext context,
        LivingCluster cluster,
        Targets targets,
        Func<string> happening,
        TimeProvider time
    )
    {
        var host = context.Request.Host.Value ?? "";
        if (
            IPAddress.TryParse(context.Request.Host.Host, out var address)
                ? IPAddress.IsLoopback(address)
                : context.Request.Host.Host == "localhost"
        )
        {
            if (context.Request.Path.Value == "/" + PrometheusConfiguration.Discovery)
            {
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(
                    await cluster.ReadAsync(_ => TargetDiscovery.Json(targets.All(), context.Request.Query["job"].ToString()))
                );
                return;
            }

            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(await cluster.ReadAsync(_ => happening()));
            return;
        }

        var path = context.Request.Path.Value;
        var asked = context.Request.Query["target"].FirstOrDefault();
        var answer = await cluster.ReadAsync(_ =>
        {
            var target = targets
                .All()
                .FirstOrDefault(one =>
                    one.Address == host && (asked is null ? one.Path == path : one.Labels.Contains(("instance", asked)))
                );
            if (target is not { Up: true })
                return null;
            var text = Exposition.ForScrape();
            target.Write(text, time.GetUtcNow());
            return text.ToString();
        });
        // 502, as a proxy answers for an unreachable host.
        if (answer is null)
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
        else
        {
            context.Response.ContentType = Text;
            await context.Response.WriteAsync(answer);
        }
    }
}
