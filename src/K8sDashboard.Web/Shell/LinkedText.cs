using System.Text.RegularExpressions;

namespace K8sDashboard.Web.Shell;

/// <summary>Autolinks: a text in pieces, some of them web addresses.</summary>
/// <param name="Text">The piece.</param>
/// <param name="IsLink">It is an http or https address; of any other scheme none is made, since it could run a script.</param>
public readonly partial record struct LinkedText(string Text, bool IsLink)
{
    /// <summary>The pieces in order; together they are the text.</summary>
    public static IEnumerable<LinkedText> Of(string text)
    {
        var at = 0;
        foreach (Match match in WebAddress().Matches(text))
        {
            if (match.Index > at)
                yield return new(text[at..match.Index], false);
            yield return new(match.Value, true);
            at = match.Index + match.Length;
        }

        if (at < text.Length)
            yield return new(text[at..], false);
    }

    // A sentence's full stop or bracket behind it is none of it.
    [GeneratedRegex(@"https?://[^\s<>""'`\\]*[^\s<>""'`\\.,;:!?)\]}]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex WebAddress();
}
