using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace K8sDashboard.Cluster.Connection.Kubeconfig;

/// <summary>
/// Resolves the implicit type of a scalar by YAML 1.1, as kubectl's parser does: <c>yes</c> is a boolean, and the token <c>12345</c>
/// is a number, which kubectl rejects where a string is expected. See https://github.com/yaml/go-yaml/blob/v2/resolve.go.
/// </summary>
internal static partial class YamlScalars
{
    private const string Core = "tag:yaml.org,2002:";

    /// <exception cref="KubeconfigException">It has a tag outside YAML's core schema.</exception>
    public static YamlValue.Scalar Resolve(Scalar scalar) => new(scalar.Value, TypeOf(scalar), scalar.Start.Line);

    /// <summary>The value of a scalar of type <see cref="ScalarType.Boolean"/>.</summary>
    public static bool IsTrue(string text) =>
        text is "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON";

    /// <summary>A key converted to a string, as in JSON: <c>yes</c> becomes <c>true</c>.</summary>
    public static string Key(YamlValue.Scalar key) => key.Type is ScalarType.Boolean ? (IsTrue(key.Text) ? "true" : "false") : key.Text;

    private static ScalarType TypeOf(Scalar scalar)
    {
        if (scalar.Tag.IsEmpty)
            return scalar.Style is ScalarStyle.Plain ? Implicit(scalar.Value) : ScalarType.Text;
        if (scalar.Tag.IsNonSpecific)
            return ScalarType.Text;
        return scalar.Tag.Value switch
        {
            Core + "str" or Core + "timestamp" => ScalarType.Text,
            Core + "null" => ScalarType.Null,
            Core + "bool" => ScalarType.Boolean,
            Core + "int" or Core + "float" => ScalarType.Number,
            _ => throw new KubeconfigException($"line {scalar.Start.Line}: a value has a YAML tag that is not read"),
        };
    }

    /// <summary>The type that a plain scalar without a tag is read as.</summary>
    public static ScalarType Implicit(string text) =>
        text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => ScalarType.Null,
            "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => ScalarType.Boolean,
            _ when IsTrue(text) => ScalarType.Boolean,
            _ => Number().IsMatch(text) ? ScalarType.Number : ScalarType.Text,
        };

    [GeneratedRegex(
        @"\A([-+]?(0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*|(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
            + @"|\.(inf|Inf|INF))|\.(nan|NaN|NAN))\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Number();
}
