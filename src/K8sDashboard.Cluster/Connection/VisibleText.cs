namespace K8sDashboard.Cluster.Connection;

/// <summary>Shows control and direction characters of text from outside as escapes: raw, they could forge lines of a log or hide words from a reader.</summary>
internal static class VisibleText
{
    /// <summary>Line breaks and tabs stay.</summary>
    public static string Of(string text) => text.Any(IsHidden) ? Escape(text, IsHidden) : text;

    /// <summary>Line breaks and tabs are shown as escapes too, so that one entry of a log stays one line.</summary>
    public static string OneLine(string text) => text.Any(IsHiddenOrBreak) ? Escape(text, IsHiddenOrBreak) : text;

    private static bool IsHidden(char character) => character is not ('\n' or '\t') && IsHiddenOrBreak(character);

    private static bool IsHiddenOrBreak(char character) =>
        char.IsControl(character) || character is (>= '\u2028' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f';

    private static string Escape(string text, Func<char, bool> hidden) =>
        string.Concat(text.Select(character => hidden(character) ? $"\\u{(int)character:x4}" : character.ToString()));
}
