using K8sDashboard.Web.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor.Services;

namespace K8sDashboard.Web.Hosting;

/// <summary>The pages and what they are drawn with.</summary>
public static class ScreenHosting
{
    public static IHostApplicationBuilder AddScreen(this IHostApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices();
        builder.Services.AddScoped(services =>
            new CascadingValueSource<Clock>(new Clock(services.GetRequiredService<TimeProvider>().GetLocalNow()), isFixed: false));
        builder.Services.AddCascadingValue(services => services.GetRequiredService<CascadingValueSource<Clock>>());
        return builder;
    }
}
