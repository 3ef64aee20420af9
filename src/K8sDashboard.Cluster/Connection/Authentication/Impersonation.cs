using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using K8sDashboard.Cluster.Connection.Transport;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>
/// User impersonation as configured in the kubeconfig: the API server authorizes requests by the impersonated user's rights alone.
/// See https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation.
/// </summary>
internal sealed record Impersonation(
    string User,
    string Uid,
    ImmutableArray<string> Groups,
    ImmutableSortedDictionary<string, ImmutableArray<string>> Extra
)
{
    private const string LegalInNames = "!#$&'*+-.^_`|~";

    /// <summary>The headers in client-go's spelling, each with its values.</summary>
    public IEnumerable<(string Name, ImmutableArray<string> Values)> Headers()
    {
        yield return ("Impersonate-User", [User]);
        if (Uid.Length > 0)
            yield return ("Impersonate-Uid", [Uid]);
        if (!Groups.IsEmpty)
            yield return ("Impersonate-Group", Groups);
        // Header names are case-insensitive: keys that differ only in case are merged, with the values of both.
        var extras = Extra.GroupBy(
            extra => $"Impersonate-Extra-{Escape(extra.Key)}",
            extra => extra.Value,
            StringComparer.OrdinalIgnoreCase
        );
        foreach (var extra in extras)
        {
            ImmutableArray<string> values = [.. extra.SelectMany(one => one)];
            if (!values.IsEmpty)
                yield return (extra.Key, values);
        }
    }

    /// <summary>Percent-encodes bytes that are invalid in a header name, and the escape itself: <c>%2F</c>.</summary>
    private static string Escape(string key)
    {
        var name = new StringBuilder(key.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(key))
        {
            if (char.IsAsciiLetterOrDigit((char)unit) || LegalInNames.Contains((char)unit))
                name.Append((char)unit);
            else
                name.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
        }

        return name.ToString();
    }
}

/// <summary>
/// Sets the <c>Impersonate-*</c> headers on every request: without them, the server would act with all rights of the kubeconfig's user.
/// </summary>
internal sealed class ImpersonationHandler(RepeatedHeaders headers) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Replaced, not added: a retry with a renewed credential sends the same message again.
        foreach (var (name, value) in headers.Sent)
        {
            request.Headers.Remove(name);
            request.Headers.Add(name, value);
        }

        // HTTP/2 compresses headers (HPACK), so that the stream filter cannot rewrite them.
        if (headers.IsNeeded)
        {
            request.Version = HttpVersion.Version11;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        }

        return base.SendAsync(request, cancellationToken);
    }
}
