using System.Net;
using k8s;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Hosting;
using K8sDashboard.Web.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace K8sDashboard.Web.Tests.Hosting;

/// <summary>The whole dashboard on a real socket, with a store filled by the test instead of a cluster.</summary>
public sealed class RunningDashboard : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningDashboard(WebApplication app, StringWriter console)
    {
        this.app = app;
        Console = console;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public Uri Address { get; }

    public StringWriter Console { get; }

    public ClusterStore Store => app.Services.GetRequiredService<ClusterStore>();

    public IServiceProvider Services => app.Services;

    /// <summary>The launch links printed so far, in order.</summary>
    public IReadOnlyList<Uri> Links => [.. LinesWith("Open ")];

    /// <summary>The URL of the metrics' separate port.</summary>
    public Uri Metrics => LinesWith("Metrics at ").Single();

    public static Task<RunningDashboard> StartAsync(params string[] args) => StartAsync(_ => { }, args);

    /// <param name="change">Replaces services of the product.</param>
    /// <param name="args">The command line.</param>
    public static async Task<RunningDashboard> StartAsync(Action<IServiceCollection> change, params string[] args)
    {
        var console = new StringWriter();
        var app = DashboardHost.Create(
            CommandLine.Parse(["--port", "0", .. args]),
            _ => null,
            builder =>
            {
                var services = builder.Services;
                services.Remove(
                    services.Single(service =>
                        service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name == "ClusterWatcher"
                    )
                );
                services.AddSingleton<TextWriter>(TextWriter.Synchronized(console));
                // Port 9 (discard) is closed: tests must not depend on a cluster.
                services.AddSingleton(
                    new ClusterConnection(
                        new Kubernetes(new KubernetesClientConfiguration { Host = "http://127.0.0.1:9" }),
                        "test-cluster",
                        "tester",
                        "default"
                    )
                );
                change(services);
            }
        );
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningDashboard(app, console);
    }

    /// <summary>A browser with its own cookies that follows no redirects.</summary>
    public HttpClient Browser() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
        {
            BaseAddress = new Uri($"http://localhost:{Address.Port}"),
            DefaultRequestHeaders = { { "Accept", "text/html" } },
        };

    /// <summary>A browser signed in by the newest launch link.</summary>
    public async Task<HttpClient> SignedInBrowserAsync()
    {
        var browser = Browser();
        await browser.GetAsync(Links[^1]);
        return browser;
    }

    private IEnumerable<Uri> LinesWith(string beginning) =>
        from line in Console.ToString().Split('\n')
        where line.StartsWith(beginning, StringComparison.Ordinal)
        select new Uri(line[beginning.Length..].Trim());

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
