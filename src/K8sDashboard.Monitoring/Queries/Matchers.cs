using System.Collections.Immutable;
using System.Text;

namespace K8sDashboard.Monitoring.Queries;

/// <summary>
/// A PromQL selector. Injection-safe: values are escaped as PromQL strings, and names in a regex are quoted for RE2, so that no value can
/// end its string or match more than itself.
/// </summary>
internal sealed class Matchers
{
    public static readonly Matchers None = new([]);

    private readonly ImmutableArray<string> matchers;

    private Matchers(ImmutableArray<string> matchers) => this.matchers = matchers;

    /// <summary>One target, by job and instance.</summary>
    public static Matchers OfTarget(string job, string instance) => None.Is(Label.Job, job).Is(Label.Instance, instance);

    public Matchers Is(Label label, string value) => With(label, "=", value);

    public Matchers IsNot(Label label, string value) => With(label, "!=", value);

    /// <summary>Matches exactly these names; a regex only where there are several.</summary>
    public Matchers OneOf(Label label, IReadOnlyCollection<string> names) =>
        names.Count == 1 ? Is(label, names.First()) : With(label, "=~", string.Join('|', names.Select(Quote)));

    /// <summary>Matches a constant regex of the catalogue.</summary>
    public Matchers Like(Label label, string regex) => With(label, "=~", regex);

    /// <summary>Excludes a constant regex of the catalogue.</summary>
    public Matchers Unlike(Label label, string regex) => With(label, "!~", regex);

    public override string ToString() => matchers.IsEmpty ? "" : "{" + string.Join(',', matchers) + "}";

    /// <summary>RE2's QuoteMeta.</summary>
    public static string Quote(string name)
    {
        var quoted = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            if (@"\.+*?()|[]{}^$".Contains(character))
                quoted.Append('\\');
            quoted.Append(character);
        }

        return quoted.ToString();
    }

    /// <summary>
    /// A value as a PromQL string. Non-printable and non-ASCII characters are escaped: the lexer rejects newlines and invalid UTF-8.
    /// </summary>
    public static string Literal(string value)
    {
        var literal = new StringBuilder(value.Length + 2).Append('"');
        foreach (var rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                // $window is a placeholder in queries, and must not be found in a value.
                '$' => literal.Append("\\u0024"),
                '"' or '\\' => literal.Append('\\').Append((char)rune.Value),
                >= 0x20 and < 0x7f => literal.Append((char)rune.Value),
                <= 0xffff => literal.Append("\\u").Append(rune.Value.ToString("x4")),
                _ => literal.Append("\\U").Append(rune.Value.ToString("x8")),
            };
        }

        return literal.Append('"').ToString();
    }

    private Matchers With(Label label, string comparison, string value) => new(matchers.Add(label.Name + comparison + Literal(value)));
}
