using System.Collections.Immutable;
using System.Text;

namespace K8sDashboard.Monitoring.Queries;

/// <summary>
/// The braces of a selector. Values are data: each is escaped for PromQL's strings, and names in a regex are quoted for RE2, so
/// no value can end its string or match more than itself.
/// </summary>
internal sealed class Matchers
{
    public static readonly Matchers None = new([]);

    private readonly ImmutableArray<string> matchers;

    private Matchers(ImmutableArray<string> matchers) => this.matchers = matchers;

    /// <summary>One target, by the labels that Prometheus gives to each.</summary>
    public static Matchers OfTarget(string job, string instance) => None.Is(Label.Job, job).Is(Label.Instance, instance);

    public Matchers Is(Label label, string value) => With(label, "=", value);

    public Matchers IsNot(Label label, string value) => With(label, "!=", value);

    /// <summary>One of these names, and nothing else; a regex only where there are several.</summary>
    public Matchers OneOf(Label label, IReadOnlyCollection<string> names) =>
        names.Count == 1 ? Is(label, names.First()) : With(label, "=~", string.Join('|', names.Select(Quote)));

    /// <summary>A regex of the catalogue's own.</summary>
    public Matchers Like(Label label, string regex) => With(label, "=~", regex);

    /// <summary>All but what a regex of the catalogue's own matches.</summary>
    public Matchers Unlike(Label label, string regex) => With(label, "!~", regex);

    public override string ToString() => matchers.IsEmpty ? "" : "{" + string.Join(',', matchers) + "}";

    /// <summary>RE2's QuoteMeta.</summary>
    public static string Quote(string name)
    {
        var quoted = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (@"\.+*?()|[]{}^$".Contains(letter))
                quoted.Append('\\');
            quoted.Append(letter);
        }

        return quoted.ToString();
    }

    /// <summary>A value as a PromQL string. Whatever is not printable ASCII is written as an escape: the lexer refuses newlines and broken UTF-8.</summary>
    public static string Literal(string value)
    {
        var literal = new StringBuilder(value.Length + 2).Append('"');
        foreach (var rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                // Windows are put into queries by their name, $window, which must not be found in a value.
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
