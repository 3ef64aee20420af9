using Microsoft.AspNetCore.Authentication.Cookies;

namespace K8sDashboard.Web.Login;

/// <summary>
/// Adds the port to the name of a cookie: browsers do not keep cookies of ports apart (RFC 6265, 8.5), and two dashboards on one machine
/// must not sign each other out.
/// </summary>
public sealed class PortCookies : ICookieManager
{
    private readonly ChunkingCookieManager cookies = new();

    /// <inheritdoc />
    public string? GetRequestCookie(HttpContext context, string key) => cookies.GetRequestCookie(context, NameOf(context, key));

    /// <inheritdoc />
    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        cookies.AppendResponseCookie(context, NameOf(context, key), value, options);

    /// <inheritdoc />
    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        cookies.DeleteCookie(context, NameOf(context, key), options);

    private static string NameOf(HttpContext context, string key) => $"{key}-{context.Connection.LocalPort}";
}
