using System.Buffers;
using System.Globalization;
using System.Text;

namespace K8sDashboard.Cluster.State;

/// <summary>
/// Escapes control, bidirectional and invisible characters of untrusted text: raw, they could inject terminal sequences or log lines, or
/// hide text from a reader. Applied once, where text from a cluster enters.
/// </summary>
public static class VisibleText
{
    // Joiners (U+200C, U+200D) are kept: some scripts and emoji need them.
    private static readonly IReadOnlyList<(char First, char Last)> Hidden =
    [
        ('\u0000', '\u001f'),
        ('\u007f', '\u009f'),
        ('\u00ad', '\u00ad'),
        ('\u061c', '\u061c'),
        ('\u180e', '\u180e'),
        ('\u200b', '\u200b'),
        ('\u200e', '\u200f'),
        ('\u2028', '\u202e'),
        ('\u2060', '\u206f'),
        ('\ufeff', '\ufeff'),
        ('\ufff9', '\ufffb'),
    ];

    // Language tags (U+E0000 to U+E007F): invisible characters of a supplementary plane.
    private static readonly (int First, int Last) Tags = (0xe0000, 0xe007f);

    private static readonly SearchValues<char> HiddenOrBreak = SearchValues.Create([.. Hidden.SelectMany(Letters)]);

    // Surrogates: a lone one is invalid, and a pair may be a language tag.
    private static readonly SearchValues<char> Suspects = SearchValues.Create([
        .. Hidden.SelectMany(Letters).Except(['\n', '\t']),
        .. Letters(('\ud800', '\udfff')),
    ]);

    private static readonly SearchValues<char> SuspectsOrBreak = SearchValues.Create([
        .. Hidden.SelectMany(Letters),
        .. Letters(('\ud800', '\udfff')),
    ]);

    /// <summary>Line breaks and tabs are kept.</summary>
    public static string Of(string text) => text.AsSpan().ContainsAny(Suspects) ? Escape(text, keepBreaks: true) : text;

    /// <summary>Line breaks and tabs are escaped too, so that one log entry stays one line.</summary>
    public static string OneLine(string text) => text.AsSpan().ContainsAny(SuspectsOrBreak) ? Escape(text, keepBreaks: false) : text;

    private static string Escape(string text, bool keepBreaks)
    {
        var shown = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (Rune.TryGetRuneAt(text, at, out var rune) && !rune.IsBmp)
            {
                at++;
                if (rune.Value >= Tags.First && rune.Value <= Tags.Last)
                    shown.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
                else
                    shown.Append(character).Append(text[at]);
            }
            else if (char.IsSurrogate(character) || (HiddenOrBreak.Contains(character) && !(keepBreaks && character is ('\n' or '\t'))))
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                shown.Append(character);
            }
        }

        return shown.ToString();
    }

    private static IEnumerable<char> Letters((char First, char Last) range) =>
        Enumerable.Range(range.First, range.Last - range.First + 1).Select(code => (char)code);
}
