using System.Text;
using System.Text.RegularExpressions;

namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// A namespace or an object's name that may stand in a request's path. The client library puts names into addresses unescaped and
/// <c>Uri</c> then resolves <c>..</c>: "reading" the pod <c>../../kube-system/secrets/db</c> would ask for that Secret.
/// </summary>
public readonly partial record struct KubeName
{
    /// <summary>The longest name that any kind may have (a DNS-1123 subdomain).</summary>
    public const int MaxLength = 253;

    private KubeName(string value) => Value = value;

    public string Value { get; }

    /// <summary>The name as one path segment.</summary>
    public string Segment => Uri.EscapeDataString(Value);

    /// <summary>A namespace: a DNS-1123 label. Throws <see cref="FormatException"/> on anything else.</summary>
    public static KubeName Namespace(string value) =>
        IsNamespace(value)
            ? new KubeName(value)
            : throw new FormatException("Not the name of a namespace: lower case letters, digits and '-', at most 63.");

    /// <summary>An object's name by Kubernetes' path-segment rule. Throws <see cref="FormatException"/> on anything else.</summary>
    public static KubeName Object(string value) =>
        IsObject(value)
            ? new KubeName(value)
            : throw new FormatException("Not the name of an object: it may not be '.' or '..' or contain '/' or '%'.");

    public static bool IsNamespace(string value) => value.Length is > 0 and <= 63 && Dns1123Label().IsMatch(value);

    // As in apimachinery (api/validation/path), where names such as `system:node` are right; control characters, which no kind allows, are out too,
    // and so is half a letter: in an address it would become another one.
    public static bool IsObject(string value) =>
        value.Length is > 0 and <= MaxLength
        && value is not ("." or "..")
        && !value.AsSpan().ContainsAny("/%\\")
        && !value.Any(char.IsControl)
        && value.EnumerateRunes().All(letter => letter != Rune.ReplacementChar);

    // \z, not $, which would let a line break through at the end.
    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Dns1123Label();
}
