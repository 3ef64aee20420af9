using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Web.Login;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting.Server;

namespace K8sDashboard.Web.Hosting;

/// <summary>Local mode: loopback only, single user, one-time launch key.</summary>
public static class AccessHosting
{
    /// <summary>
    /// Limit of the request body, in bytes. Forms and hub messages have their own limits; nothing else that is sent is large.
    /// </summary>
    public const long LargestBody = 64 * 1024;

    /// <summary>The port may be any: a tunnel such as <c>ssh -L</c> keeps the name and changes the port.</summary>
    private static readonly string[] LoopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

    /// <exception cref="StartupException">The mode cannot be served safely.</exception>
    public static WebApplicationBuilder AddLocalAccess(this WebApplicationBuilder builder)
    {
        var access = builder.Configuration.GetSection(AccessOptions.Section).Get<AccessOptions>() ?? new AccessOptions();
        var hosting = HostingOf(builder.Configuration);
        if ((access.Mode ?? DefaultMode()) == AccessMode.Cluster)
            throw new StartupException(
                "--mode cluster has no login yet, so it does not start. Run it with --mode local on your own machine."
            );
        if (Foreign(builder.Configuration[WebHostDefaults.ServerUrlsKey]) is { } address)
            throw new StartupException(
                $"The address {address} is set (ASPNETCORE_URLS, DOTNET_URLS or the key urls): "
                    + "local mode listens on the loopback interfaces only. Remove it, and choose the port with --port."
            );
        if (builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            throw new StartupException(
                "Kestrel:Endpoints is set: local mode listens on the loopback interfaces only. "
                    + "Remove it, and choose the port with --port."
            );

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            Listening.Open(kestrel, hosting);
        });
        // Ephemeral data protection keys: what they protect (circuits) does not outlive the process.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.AddLogin(access.LaunchKey);
        // A page of another site whose name was made to point at 127.0.0.1 (DNS rebinding) arrives with that name as its Host.
        builder.Services.Configure<HostFilteringOptions>(filter =>
        {
            filter.AllowedHosts = [.. LoopbackHosts];
            filter.AllowEmptyHosts = false;
        });
        builder.Services.AddSingleton<ConnectionLimit>();
        builder.Services.AddSingleton(TextWriter.Synchronized(Console.Out));
        builder.Services.AddSingleton(services =>
        {
            var connection = services.GetRequiredService<ClusterConnection>();
            return new AuthorisedViews(services.GetRequiredService<Actor>(), connection.Name, connection.ServerName);
        });
        return builder;
    }

    /// <summary>Order of the middleware: host and origin checks, then authentication, then the endpoints.</summary>
    public static WebApplication UseLocalAccess(this WebApplication app)
    {
        var isApart = HostingOf(app.Configuration).MetricsPort is not null;
        app.UseMiddleware<HeadRequests>();
        // Explicit, since WebApplication would otherwise add routing at the start of the pipeline.
        app.UseRouting();
        app.UseRequestMetrics();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<SameOrigin>();
        if (isApart)
            app.UseMiddleware<MetricsPort>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<PageAdmission>();
        app.MapLogin();
        app.Lifetime.ApplicationStarted.Register(() => app.Services.GetRequiredService<LaunchLink>().Print());
        if (isApart)
            app.Lifetime.ApplicationStarted.Register(() =>
                MetricsPort.Print(app.Services.GetRequiredService<IServer>(), app.Services.GetRequiredService<TextWriter>())
            );
        return app;
    }

    private static HostingOptions HostingOf(IConfiguration configuration) =>
        configuration.GetSection(HostingOptions.Section).Get<HostingOptions>() ?? new HostingOptions();

    /// <summary>The first address that is reachable from other machines (not loopback); null where there is none.</summary>
    private static string? Foreign(string? urls) =>
        (urls ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .FirstOrDefault(url => !IsLoopback(url));

    private static bool IsLoopback(string url)
    {
        try
        {
            return LoopbackHosts.Contains(BindingAddress.Parse(url).Host.ToLowerInvariant());
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static AccessMode DefaultMode() =>
        File.Exists("/var/run/secrets/kubernetes.io/serviceaccount/token") ? AccessMode.Cluster : AccessMode.Local;
}
