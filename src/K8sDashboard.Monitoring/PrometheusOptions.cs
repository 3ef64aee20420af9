using System.Collections.Immutable;
using K8sDashboard.Monitoring.Authentication;

namespace K8sDashboard.Monitoring;

/// <summary>Options of the Prometheus connection and its authentication. Validated at start.</summary>
public sealed class PrometheusOptions
{
    public const string Section = "Prometheus";

    /// <summary>The server's URL, with its route prefix and optionally user info; null means discovery in the cluster.</summary>
    public string? Url { get; set; }

    /// <summary>
    /// Headers of each request, one per line: <c>NAME=VALUE</c> or <c>Name: value</c>; a value may be <c>file:PATH</c> or
    /// <c>env:VARIABLE</c>.
    /// </summary>
    public string? Headers { get; set; }

    /// <summary>A file with a bearer token.</summary>
    public string? BearerTokenFile { get; set; }

    /// <summary>A file with <c>user:password</c>.</summary>
    public string? BasicAuthFile { get; set; }

    /// <summary>The first error, in one line for the console; null where the options are valid. Quotes no secret.</summary>
    public string? Fault() =>
        Named(nameof(Url), Url, UrlFault)
        ?? Named(nameof(Headers), Headers, HeadersFault)
        ?? Named(nameof(BearerTokenFile), BearerTokenFile, BearerTokenFileFault)
        ?? Named(nameof(BasicAuthFile), BasicAuthFile, BasicAuthFileFault)
        ?? TogetherFault();

    /// <summary>The error of a URL.</summary>
    public static string? UrlFault(string url)
    {
        // Not quoted where it may hold a password.
        var shown = url.Contains('@') ? "" : $": {url}";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
            return $"is not an http or https address{shown}";
        if (address.Query.Length > 0 || address.Fragment.Length > 0)
            return $"must end with the path{shown}";
        if (MetadataAddress.Is(address.IdnHost))
            return $"is a link-local or metadata address, which is refused{shown}";
        return null;
    }

    /// <summary>The error of a URL on the command line, which every user of the machine can read.</summary>
    public static string? ExposedUrlFault(string url) =>
        url.Contains('@')
            ? "holds a user name or password, which others on this machine would see: use the environment variable, the settings file "
                + "or --prometheus-basic-auth-file"
            : null;

    /// <summary>The error of header lines.</summary>
    public static string? HeadersFault(string lines)
    {
        try
        {
            var sources = SourcesOf(lines);
            if (sources.IsEmpty)
                return "is empty";
            foreach (var source in sources)
                source.Read();
            var twice = sources.GroupBy(source => source.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1);
            return twice is null ? null : $"sets {twice.Key} twice";
        }
        catch (Exception fault) when (fault is FormatException or SecretException)
        {
            return fault.Message;
        }
    }

    /// <summary>The error of a header on the command line.</summary>
    public static string? ExposedHeaderFault(string line) =>
        HeaderSource.HoldsSecret(line)
            ? "may hold a password or token, which others on this machine would see: give its place as file:PATH or env:VARIABLE"
            : null;

    public static string? BearerTokenFileFault(string path) => FaultOf(HeaderSource.Bearer(path));

    public static string? BasicAuthFileFault(string path) => FaultOf(HeaderSource.Basic(path));

    /// <summary>The error of the combination of valid options.</summary>
    public string? TogetherFault()
    {
        if (Url is null)
        {
            return Headers is null && BearerTokenFile is null && BasicAuthFile is null
                ? null
                : "Credentials and headers for Prometheus need its address (--prometheus): nothing is sent to a server that was only found";
        }

        return Sources().Count(source => source.Name.Equals(HeaderSource.Authorization, StringComparison.OrdinalIgnoreCase)) > 1
            ? "There is more than one way to sign in to Prometheus: give a user in its address, a bearer token, basic authentication "
                + "or an Authorization header"
            : null;
    }

    /// <summary>The headers of each request; only for valid options.</summary>
    internal RequestHeaders RequestHeaders() => new(Sources());

    private ImmutableArray<HeaderSource> Sources()
    {
        var sources = SourcesOf(Headers ?? "").ToBuilder();
        if (Url is { } url && new Uri(url).UserInfo is { Length: > 0 } userInfo)
            sources.Add(HeaderSource.UserInfo(userInfo));
        if (BearerTokenFile is { } token)
            sources.Add(HeaderSource.Bearer(token));
        if (BasicAuthFile is { } basic)
            sources.Add(HeaderSource.Basic(basic));
        return sources.ToImmutable();
    }

    private static ImmutableArray<HeaderSource> SourcesOf(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(HeaderSource.Parse)];

    private static string? FaultOf(HeaderSource source)
    {
        try
        {
            source.Read();
            return null;
        }
        catch (SecretException fault)
        {
            return fault.Message;
        }
    }

    private static string? Named(string name, string? value, Func<string, string?> faultOf) =>
        value is not null && faultOf(value) is { } fault ? $"{Section}:{name} {fault}" : null;
}
