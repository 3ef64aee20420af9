using K8sDashboard.Web.Login;
using K8sDashboard.Web.Projections;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Time;
using K8sDashboard.Web.Usage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server.Circuits;
using MudBlazor.Services;

namespace K8sDashboard.Web.Hosting;

/// <summary>The pages, MudBlazor, and the limits of a circuit.</summary>
public static class ScreenHosting
{
    /// <summary>The limit of a hub message, in bytes. No user input is larger; documents are sent by POST.</summary>
    public const int LargestHubMessage = 32 * 1024;

    /// <summary>
    /// The keep-alive interval of a circuit: the browser considers the connection lost after more than twice this time without a message
    /// (connection.js).
    /// </summary>
    public static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(5);

    public static WebApplicationBuilder AddScreen(this WebApplicationBuilder builder)
    {
        var hosting = builder.Configuration.GetSection(HostingOptions.Section).Get<HostingOptions>() ?? new HostingOptions();
        // Without a publish, MudBlazor's files are in the package cache, resolved through the static web assets manifest of the build.
        builder.WebHost.UseStaticWebAssets();
        builder
            .Services.AddRazorComponents()
            .AddInteractiveServerComponents(circuit =>
            {
                circuit.DisconnectedCircuitMaxRetained = 50;
                circuit.DisconnectedCircuitRetentionPeriod = hosting.KeepLostPages;
                circuit.PersistedCircuitInMemoryMaxRetained = 100;
                circuit.PersistedCircuitInMemoryRetentionPeriod = TimeSpan.FromMinutes(10);
                circuit.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(10);
            })
            .AddHubOptions(hub =>
            {
                hub.MaximumReceiveMessageSize = LargestHubMessage;
                hub.KeepAliveInterval = KeepAliveInterval;
            });
        builder.Services.AddMudServices();
        builder.Services.AddOptions<HostingOptions>().BindConfiguration(HostingOptions.Section);
        builder.Services.AddSingleton<ProblemCounts>();
        builder.Services.AddSingleton<ComputeCache>();
        builder.Services.AddSingleton<CurrentUsage>();
        builder.Services.AddSingleton<OpenScreens>();
        builder.Services.AddScoped<CircuitHandler, ScreenCount>();
        builder.Services.AddScoped(services => new CascadingValueSource<Clock>(
            new Clock(services.GetRequiredService<TimeProvider>().GetLocalNow()),
            isFixed: false
        ));
        builder.Services.AddCascadingValue(services => services.GetRequiredService<CascadingValueSource<Clock>>());
        return builder;
    }

    public static WebApplication MapScreen(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseAntiforgery();
        app.MapStaticAssets().AllowStaticPageFiles();
        // The framework would add a second, weaker frame-ancestors policy.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}
