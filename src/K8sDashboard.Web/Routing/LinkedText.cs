using System.Text.RegularExpressions;

namespace K8sDashboard.Web.Routing;

/// <summary>Autolinks: a text split into segments, some of them URLs.</summary>
/// <param name="Text">The segment.</param>
/// <param name="IsLink">It is an http or https URL; other schemes (javascript:) could run a script and are never links.</param>
public readonly partial record struct LinkedText(string Text, bool IsLink)
{
    /// <summary>The segments in order; their concatenation is the text.</summary>
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

    // Excludes trailing punctuation and brackets.
    [GeneratedRegex(@"https?://[^\s<>""'`\\]*[^\s<>""'`\\.,;:!?)\]}]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex WebAddress();
}
