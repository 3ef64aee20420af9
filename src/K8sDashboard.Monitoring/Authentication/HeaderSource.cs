using System.Collections.Frozen;
using System.Text;

namespace K8sDashboard.Monitoring.Authentication;

/// <summary>One header that goes with each request, and where its value is read.</summary>
/// <param name="Name">The header's name.</param>
/// <param name="Read">Reads the value as it is now; throws <see cref="SecretException"/>.</param>
/// <param name="IsSecret">The value must not be repeated.</param>
internal sealed record HeaderSource(string Name, Func<string> Read, bool IsSecret)
{
    public const string Authorization = "Authorization";

    private const string FromFile = "file:";
    private const string FromVariable = "env:";

    // What the connection itself is made of.
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

    // Names of tenants: Mimir and Cortex, Thanos, Grafana, and what gateways call them.
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

    /// <summary>Reads <c>NAME=VALUE</c> or <c>Name: value</c>, where the value may be <c>file:PATH</c> or <c>env:VARIABLE</c>.</summary>
    /// <exception cref="FormatException">It is not one; the value is not repeated.</exception>
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
        // What is not known to be harmless is taken for a key: X-Api-Key, Private-Token and whatever else a gateway asks for.
        return new(name, () => value, IsSecret: !Tenants.Contains(name));
    }

    /// <summary>True for a line that holds a secret itself, and not the place of one: nobody else may see it.</summary>
    public static bool HoldsSecret(string line)
    {
        try
        {
            var value = ValueOf(line);
            return Parse(line).IsSecret && After(FromFile, value) is null && After(FromVariable, value) is null;
        }
        catch (FormatException)
        {
            // It is refused for that.
            return false;
        }
    }

    /// <summary>A bearer token that stands in a file (RFC 6750).</summary>
    public static HeaderSource Bearer(string path) => new(Authorization, () => $"Bearer {SecretFile.Read(path, FaultOf)}", IsSecret: true);

    /// <summary><c>user:password</c> that stands in a file (RFC 7617).</summary>
    public static HeaderSource Basic(string path) => new(Authorization, () => Basic64(SecretFile.Read(path, PairFaultOf)), IsSecret: true);

    /// <summary>The user information of an address, as it stands there.</summary>
    public static HeaderSource UserInfo(string userInfo)
    {
        var pair = Uri.UnescapeDataString(userInfo);
        return new(Authorization, () => Basic64(pair.Contains(':') ? pair : pair + ":"), IsSecret: true);
    }

    /// <summary>What is wrong with a value; null where nothing is (RFC 9110, 5.5).</summary>
    public static string? FaultOf(string value) =>
        value.Length == 0 ? "is empty"
        : value.All(character => character is >= ' ' and <= '~' or '\t') ? null
        : "holds a line break or another character that no header may have";

    // Encoded before it is sent, so any letter may be in it.
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
