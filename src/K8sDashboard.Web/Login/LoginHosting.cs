using K8sDashboard.Cluster.Resources;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.StaticAssets;

namespace K8sDashboard.Web.Login;

/// <summary>
/// Authentication and authorization: a launch key signs in, a cookie keeps the session, and a fallback policy closes every endpoint that is
/// not marked as anonymous, so a new one is closed until somebody opens it.
/// </summary>
public static class LoginHosting
{
    /// <summary>A session ends with the process; the framework wants a time.</summary>
    private static readonly TimeSpan SessionLifetime = TimeSpan.FromDays(3650);

    /// <summary>The files of the static pages (<see cref="StaticPage"/>), which unauthenticated clients see.</summary>
    private static readonly HashSet<string> StaticPageFiles = new(StringComparer.Ordinal)
    {
        "tokens.css",
        "app.css",
        "shell.css",
        "theme.js",
        "favicon.svg",
    };

    public static WebApplicationBuilder AddLogin(this WebApplicationBuilder builder, string? launchKey)
    {
        builder.Services.AddSingleton(new LaunchKey(launchKey));
        builder.Services.AddSingleton<LaunchLink>();
        builder
            .Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, LaunchKeyHandler>(LaunchKeyHandler.Scheme, null)
            .AddCookie(cookie =>
            {
                cookie.Cookie.Name = "k8sdashboard";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Strict;
                cookie.Cookie.Path = "/";
                cookie.CookieManager = new PortCookies();
                cookie.SessionStore = new SessionStore();
                cookie.ExpireTimeSpan = SessionLifetime;
                cookie.SlidingExpiration = false;
                cookie.Events.OnRedirectToLogin = redirect => StaticPage.LockedAsync(redirect.HttpContext);
                cookie.Events.OnRedirectToAccessDenied = redirect => StaticPage.LockedAsync(redirect.HttpContext);
            });
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return builder;
    }

    public static WebApplication MapLogin(this WebApplication app)
    {
        // Every method, since the framework's own answer to another one is a page.
        app.Map("/login", LoginAsync).AllowAnonymous();
        return app;
    }

    /// <summary>Opens the files of the static pages to unauthenticated clients; all others stay closed.</summary>
    public static StaticAssetsEndpointConventionBuilder AllowStaticPageFiles(this StaticAssetsEndpointConventionBuilder files)
    {
        files.Add(endpoint =>
        {
            var asset = endpoint.Metadata.OfType<StaticAssetDescriptor>().FirstOrDefault();
            if (asset is not null && StaticPageFiles.Contains(asset.Route))
                endpoint.Metadata.Add(new AllowAnonymousAttribute());
        });
        return files;
    }

    private static async Task LoginAsync(HttpContext context, LaunchLink link)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            await context.Response.WriteAsync("The launch link is opened with GET.");
            return;
        }

        if (LaunchKeyHandler.SessionOf(context) is null)
        {
            if (await context.AuthenticateAsync(LaunchKeyHandler.Scheme) is not { Succeeded: true, Principal: { } person })
            {
                link.PrintAgain();
                await context.ChallengeAsync();
                return;
            }

            await context.SignInAsync(person);
        }

        // The key leaves the address bar and the history with this redirect.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect("/");
    }
}
