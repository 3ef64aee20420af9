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

/// <summary>A Kubernetes API server over real HTTPS, HTTP/2 and HTTP/1.1, whose cluster is an <see cref="ObjectStore"/>.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    // As many as Go's server takes: each watch of a client is a stream of one connection.
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

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The certificate authority that clients trust, as PEM.</summary>
    public string CertificateAuthority => certificates.Authority;

    /// <summary>A kubeconfig with a context for each user.</summary>
    public string Kubeconfig { get; }

    /// <summary>Starts to listen; throws <see cref="IOException"/> where the port is taken.</summary>
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

    /// <summary>Forgets the history, as a compaction of etcd does: older watches and lists are told that they have expired.</summary>
    public void Compact()
    {
        store.Compact();
        snapshots.Forget();
    }

    /// <summary>Ends every watch and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        // Watches end by themselves; what else is still open is cut.
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        certificates.Dispose();
        stopping.Dispose();
    }

    private static void Configure(KestrelServerOptions kestrel, ApiServerOptions options, ServerCertificates certificates)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.Http2.MaxStreamsPerConnection = StreamsPerConnection;
        // A client may read as slowly as it likes: the API server does not cut it for that.
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
