using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace K8sDashboard.Web.Login;

/// <summary>
/// Authentication scheme of the launch key in the query of <c>/login</c>. It authenticates one request; the session that follows is the
/// cookie scheme's.
/// </summary>
public sealed class LaunchKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    LaunchKey key
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public new const string Scheme = "LaunchKey";

    private const int SessionIdBytes = 32;

    /// <summary>The random id of a request's session; null where it has none.</summary>
    public static string? SessionOf(HttpContext context) => context.User.FindFirstValue(ClaimTypes.Sid);

    /// <inheritdoc />
    protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Task.FromResult(key.TrySpend(Request.Query["k"].ToString()) ? AuthenticateResult.Success(Ticket()) : AuthenticateResult.NoResult());

    private static AuthenticationTicket Ticket()
    {
        var session = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SessionIdBytes));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Sid, session)], Scheme);
        return new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme);
    }
}
