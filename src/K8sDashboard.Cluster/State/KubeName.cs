using System.Text;
using System.Text.RegularExpressions;
using K8sDashboard.Cluster.Resources.Namespaces;

namespace K8sDashboard.Cluster.State;

/// <summary>
/// A validated namespace or object name for a request's path (path traversal guard). The client library inserts names unescaped and
/// <c>Uri</c> then resolves <c>..</c>: the pod <c>../../kube-system/secrets/db</c> would be that Secret.
/// </summary>
public readonly partial record struct KubeName
{
    /// <summary>The maximum length of a name of any kind (a DNS-1123 subdomain).</summary>
    public const int MaxLength = 253;

    private KubeName(string value) => Value = value;

    public string Value { get; }

    /// <summary>The name as one path segment.</summary>
    public string Segment => Uri.EscapeDataString(Value);

    /// <summary>A namespace: a DNS-1123 label.</summary>
    /// <exception cref="FormatException">The name is invalid.</exception>
    public static KubeName Namespace(string value) =>
        IsNamespace(value)
            ? new KubeName(value)
            : throw new FormatException("Not the name of a namespace: lower case letters, digits and '-', at most 63.");

    /// <summary>An object's name by Kubernetes' path segment rule.</summary>
    /// <exception cref="FormatException">The name is invalid.</exception>
    public static KubeName Object(string value) =>
        IsObject(value)
            ? new KubeName(value)
            : throw new FormatException("Not the name of an object: it may not be '.' or '..' or contain '/' or '%'.");

    public static bool IsNamespace(string value) => value.Length is > 0 and <= 63 && Dns1123Label().IsMatch(value);

    // The path segment rule of apimachinery (api/validation/path), where names such as `system:node` are valid; without control characters,
    // which no kind allows, and lone surrogates, which a URL would replace by U+FFFD.
    public static bool IsObject(string value) =>
        value.Length is > 0 and <= MaxLength
        && value is not ("." or "..")
        && !value.AsSpan().ContainsAny("/%\\")
        && !value.Any(char.IsControl)
        && value.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);

    // \z, not $, which would match before a trailing line break.
    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Dns1123Label();
}
