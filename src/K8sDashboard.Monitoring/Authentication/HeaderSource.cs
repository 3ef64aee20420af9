using System.Collections.Frozen;
using System.Text;

namespace K8sDashboard.Monitoring.Authentication;

/// <summary>A request header and the source of its value.</summary>
/// <param name="Name">The header's name.</param>
/// <param name="Read">Reads the current value; throws <see cref="SecretException"/>.</param>
/// <param name="IsSecret">The value must not be quoted in messages.</param>
internal sealed record HeaderSource(string Name, Func<string> Read, bool IsSecret)
{
    public const string Authorization = "Authorization";

    private const string FromFile = "file:";
    private const string FromVariable = "env:";

    // Headers that the HTTP client controls.
    private static readonly FrozenSet<string> Reserved = (
        (string[])
            [
                "Accept",
                "Accept-Encoding",
                "Connection",
                "Content-Encoding",
                "Content-Length",
                "Content-Type",
                "Expect",
                "Host",
                "Keep-Alive",
                "Proxy-Authorization",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade",
            ]
    ).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Tenant headers of Mimir and Cortex, Thanos, Grafana, and common gateways.
    private static readonly FrozenSet<string> Tenants = (
        (string[])
            [
                "X-Scope-OrgID",
                "THANOS-TENANT",
                "X-Grafana-Org-Id",
                "X-Org-Id",
                "X-Tenant",
                "X-Tenant-Id",
                "Tenant",
                "Tenant-Id",
                "User-Agent",
            ]
    ).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Parses <c>NAME=VALUE</c> or <c>Name: value</c>, where the value may be <c>file:PATH</c> or <c>env:VARIABLE</c>.</summary>
    /// <exception cref="FormatException">The syntax is invalid; the message does not quote the value.</exception>
    public static HeaderSource Parse(string line)
    {
        var end = line.AsSpan().IndexOfAny(':', '=');
        if (end < 0)
            throw new FormatException("is neither NAME=VALUE nor \"Name: value\"");
        var (name, value) = (line[..end].Trim(), ValueOf(line));
        if (name.Length == 0 || !name.All(IsToken))
            throw new FormatException("has a name that no header may have");
        if (Reserved.Contains(name))
            throw new FormatException($"sets {name}, which the connection sets itself");
        if (After(FromFile, value) is { } path)
            return new(name, () => SecretFile.Read(path, FaultOf), IsSecret: true);
        if (After(FromVariable, value) is { } variable)
            return new(name, () => Variable(variable), IsSecret: true);
        if (FaultOf(value) is { } fault)
            throw new FormatException($"sets {name} to a value that {fault}");
        // Any other header is treated as a secret: X-Api-Key, Private-Token and so on.
        return new(name, () => value, IsSecret: !Tenants.Contains(name));
    }

    /// <summary>Whether the line has an inline secret, rather than the name of a file or variable.</summary>
    public static bool HoldsSecret(string line)
    {
        try
        {
            var value = ValueOf(line);
            return Parse(line).IsSecret && After(FromFile, value) is null && After(FromVariable, value) is null;
        }
        catch (FormatException)
        {
            // Reported as a syntax error instead.
            return false;
        }
    }

    /// <summary>A bearer token from a file (RFC 6750).</summary>
    public static HeaderSource Bearer(string path) => new(Authorization, () => $"Bearer {SecretFile.Read(path, FaultOf)}", IsSecret: true);

    /// <summary>Basic authentication by <c>user:password</c> from a file (RFC 7617).</summary>
    public static HeaderSource Basic(string path) => new(Authorization, () => Basic64(SecretFile.Read(path, PairFaultOf)), IsSecret: true);

    /// <summary>Basic authentication by the user info of a URL.</summary>
    public static HeaderSource UserInfo(string userInfo)
    {
        var pair = Uri.UnescapeDataString(userInfo);
        return new(Authorization, () => Basic64(pair.Contains(':') ? pair : pair + ":"), IsSecret: true);
    }

    /// <summary>The error of a header value; null where it is valid (RFC 9110, 5.5).</summary>
    public static string? FaultOf(string value) =>
        value.Length == 0 ? "is empty"
        : value.All(character => character is >= ' ' and <= '~' or '\t') ? null
        : "holds a line break or another character that no header may have";

    // Base64-encoded before it is sent, so that all characters are allowed.
    private static string? PairFaultOf(string pair) =>
        pair.Contains(':') && !pair.Any(char.IsControl) ? null : "does not hold user:password in one line";

    private static string ValueOf(string line) => line[(line.AsSpan().IndexOfAny(':', '=') + 1)..].Trim();

    private static string? After(string prefix, string value) =>
        value.StartsWith(prefix, StringComparison.Ordinal) ? value[prefix.Length..] : null;

    private static string Basic64(string pair) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is not { Length: > 0 } value
            ? throw new SecretException($"the environment variable {name} is not set")
        : FaultOf(value) is { } fault ? throw new SecretException($"the environment variable {name} {fault}")
        : value;

    private static bool IsToken(char character) => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character);
}
