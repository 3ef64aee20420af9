using K8sDashboard.Demo.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Demo.Serving;

/// <summary>A Kubernetes API server over HTTPS (HTTP/2 and HTTP/1.1) on an <see cref="ObjectStore"/>.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    // SETTINGS_MAX_CONCURRENT_STREAMS of Go's server: each watch of a client is a stream of one connection.
    private const int StreamsPerConnection = 250;

    private readonly WebApplication app;
    private readonly ServerCertificates certificates;
    private readonly CancellationTokenSource stopping;
    private readonly ObjectStore store;
    private readonly ListSnapshots snapshots;

    private ApiServer(
        WebApplication app,
        ServerCertificates certificates,
        CancellationTokenSource stopping,
        ObjectStore store,
        ListSnapshots snapshots,
        ApiServerOptions options
    )
    {
        this.app = app;
        this.certificates = certificates;
        this.stopping = stopping;
        this.store = store;
        this.snapshots = snapshots;
        var listening = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Address = new Uri($"https://{(options.Listen.Equals(System.Net.IPAddress.Any) ? "127.0.0.1" : listening.Host)}:{listening.Port}");
        Kubeconfig = KubeconfigText.Of(Address, certificates.Authority, options.ClusterName, options.Users);
    }

    /// <summary>The server's address.</summary>
    public Uri Address { get; }

    /// <summary>The CA certificate for clients, as PEM.</summary>
    public string CertificateAuthority => certificates.Authority;

    /// <summary>A kubeconfig with a context for each user.</summary>
    public string Kubeconfig { get; }

    /// <summary>Starts to listen; throws <see cref="IOException"/> if the port is taken.</summary>
    public static async Task<ApiServer> StartAsync(ObjectStore store, ApiServerOptions options, CancellationToken cancellation = default)
    {
        var certificates = new ServerCertificates(options.Listen, options.Time);
        var stopping = new CancellationTokenSource();
        var snapshots = new ListSnapshots(options.Time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, HostedLifetime>();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options, certificates));
        var app = builder.Build();
        var dispatcher = new Dispatcher(store, options, snapshots, stopping.Token);
        app.UseWebSockets();
        app.Run(dispatcher.RunAsync);
        try
        {
            await app.StartAsync(cancellation);
            return new ApiServer(app, certificates, stopping, store, snapshots, options);
        }
        catch
        {
            await app.DisposeAsync();
            certificates.Dispose();
            stopping.Dispose();
            throw;
        }
    }

    /// <summary>Compacts the history, as etcd does: older watches and continue tokens get 410 Gone.</summary>
    public void Compact()
    {
        store.Compact();
        snapshots.Forget();
    }

    /// <summary>Ends all watches and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        // Watches end gracefully; other open requests are aborted.
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        certificates.Dispose();
        stopping.Dispose();
    }

    private static void Configure(KestrelServerOptions kestrel, ApiServerOptions options, ServerCertificates certificates)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
        // No minimum data rate: a slow client is not disconnected.
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Listen(
            options.Listen,
            options.Port,
            listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(certificates.Server);
            }
        );
    }
}
