using K8sDashboard.Web.Login;
using K8sDashboard.Web.Shell;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Usage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server.Circuits;
using MudBlazor.Services;

namespace K8sDashboard.Web.Hosting;

/// <summary>The pages, what they are drawn with, and what a circuit may cost.</summary>
public static class ScreenHosting
{
    /// <summary>Nothing that a person types or clicks is larger; documents go by POST.</summary>
    public const int LargestHubMessage = 32 * 1024;

    /// <summary>How often a page hears of its server at least: one that heard nothing for more than twice as long says that it is lost (connection.js).</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    public static WebApplicationBuilder AddScreen(this WebApplicationBuilder builder)
    {
        var hosting = builder.Configuration.GetSection(HostingOptions.Section).Get<HostingOptions>() ?? new HostingOptions();
        // Without a publish, MudBlazor's files lie in the package cache: the manifest of the build leads there.
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
                hub.KeepAliveInterval = LongestSilence;
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
        // The framework would add a second policy of its own, weaker than ours.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}
