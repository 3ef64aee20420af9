using System.Text.RegularExpressions;

namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// Path traversal guard: rejects requests whose path was not built from validated names. At this handler <c>Uri</c> has already resolved
/// <c>pods/../../kube-system/secrets/db</c>; so a request is signed with its path before that, and must arrive here with the same one.
/// Unsigned requests (the client library's own methods) pass only to addresses without a name.
/// </summary>
/// <param name="server">The API server's address; its path, if any, is a prefix of every path.</param>
internal sealed partial class PathGuard(Uri server) : DelegatingHandler
{
    private static readonly HttpRequestOptionsKey<string> Signature = new("kubernetes-path");

    private readonly string prefix = server.AbsolutePath.TrimEnd('/') + "/";

    /// <summary>Validates the path of a request whose address is still relative to the API server, and signs the request with it.</summary>
    public static void Sign(HttpRequestMessage request)
    {
        var path = PathOf(request.RequestUri!.OriginalString).TrimStart('/');
        if (request.RequestUri.IsAbsoluteUri || !IsPlain(path))
            throw new UnsafePathException();
        request.Options.Set(Signature, path);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        if (!IsOurs(address) || !IsExpected(request, address.AbsolutePath[prefix.Length..]))
            throw new UnsafePathException();
        return base.SendAsync(request, cancellationToken);
    }

    private bool IsOurs(Uri address) =>
        address.Scheme == server.Scheme
        && address.Authority == server.Authority
        && address.UserInfo.Length == 0
        && address.AbsolutePath.StartsWith(prefix, StringComparison.Ordinal);

    private static bool IsExpected(HttpRequestMessage request, string path) =>
        IsPlain(path) && (request.Options.TryGetValue(Signature, out var signed) ? signed == path : Nameless().IsMatch(path));

    /// <summary>No empty, <c>.</c> or <c>..</c> segment, and no encoded character that could form one or end a segment.</summary>
    private static bool IsPlain(string path) => path.Length > 0 && path.Split('/').All(IsPlainSegment);

    private static bool IsPlainSegment(string segment)
    {
        if (segment is "" or "." or ".." || segment.Contains('\\') || segment.Any(char.IsControl))
            return false;
        var decoded = Uri.UnescapeDataString(segment);
        return decoded is not ("." or "..") && !decoded.AsSpan().ContainsAny("/\\%") && !decoded.Any(char.IsControl);
    }

    private static string PathOf(string address) => address.Split('?', '#')[0];

    [GeneratedRegex(
        @"\A(version|livez|readyz|healthz|api|api/v1|apis|apis/[a-z0-9.-]+(/v[0-9a-z]+)?"
            + @"|apis/auth(orization|entication)\.k8s\.io/v[0-9a-z]+/[a-z]+reviews)\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Nameless();
}
