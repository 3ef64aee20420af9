using System.Collections.Immutable;
using System.Text;

namespace K8sDashboard.Monitoring.Authentication;

/// <summary>
/// The headers that the configured Prometheus, and nobody else, gets with each request: credentials and the tenant. Read anew for each
/// request, so a rotated file counts at once, and a request never goes out without them.
/// </summary>
internal sealed class RequestHeaders(ImmutableArray<HeaderSource> sources)
{
    /// <summary>Shorter ones would be found in any text.</summary>
    private const int LeastSecret = 4;

    private ImmutableArray<string> secrets = [];

    public bool IsEmpty => sources.IsEmpty;

    /// <exception cref="HttpRequestException">A value cannot be had; the message does not repeat it.</exception>
    public void AddTo(HttpRequestMessage request)
    {
        try
        {
            var values = sources.Select(source => (source.Name, Value: source.Read(), source.IsSecret)).ToList();
            ImmutableArray<string> parts = [.. values.Where(one => one.IsSecret).SelectMany(one => PartsOf(one.Value))];
            ImmutableInterlocked.InterlockedExchange(ref secrets, parts);
            foreach (var (name, value, _) in values)
                request.Headers.TryAddWithoutValidation(name, value);
        }
        catch (SecretException fault)
        {
            throw new HttpRequestException(fault.Message);
        }
    }

    /// <summary>A text that came back from the server, without what was sent to it: some repeat the header that they refuse.</summary>
    public string Redact(string text) => secrets.Aggregate(text, (shown, secret) => shown.Replace(secret, "***", StringComparison.Ordinal));

    private static IEnumerable<string> PartsOf(string value)
    {
        var parts = value.Split(' ', 2) is [var scheme, var rest] ? Of(scheme, rest) : [value];
        return parts.Where(part => part.Length >= LeastSecret).OrderByDescending(part => part.Length);
    }

    private static IEnumerable<string> Of(string scheme, string rest)
    {
        var bytes = new byte[rest.Length];
        if (scheme != "Basic" || !Convert.TryFromBase64String(rest, bytes, out var length))
            return [rest];
        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        return [rest, pair, pair[(pair.IndexOf(':') + 1)..]];
    }
}
