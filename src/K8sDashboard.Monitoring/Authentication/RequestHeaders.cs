using System.Collections.Immutable;
using System.Text;

namespace K8sDashboard.Monitoring.Authentication;

/// <summary>
/// The credential and tenant headers of requests to the configured Prometheus only. Reread for each request, so that a rotated file takes
/// effect at once, and a request is never sent without them.
/// </summary>
internal sealed class RequestHeaders(ImmutableArray<HeaderSource> sources)
{
    /// <summary>The minimum length to redact: shorter secrets would match ordinary text.</summary>
    private const int LeastSecret = 4;

    private ImmutableArray<string> secrets = [];

    public bool IsEmpty => sources.IsEmpty;

    /// <exception cref="HttpRequestException">A value is unavailable; the message does not quote it.</exception>
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

    /// <summary>Redacts secrets in a server's message: some servers echo the rejected header.</summary>
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
