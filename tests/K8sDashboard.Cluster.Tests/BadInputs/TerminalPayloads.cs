namespace K8sDashboard.Cluster.Tests.BadInputs;

/// <summary>Terminal escape sequences, log injection and invisible text, as anyone may write into an event or a condition.</summary>
public static class TerminalPayloads
{
    private const string Esc = "\u001b";
    private const string Bell = "\u0007";

    /// <summary>Terminal escape sequences.</summary>
    private static readonly string[] Sequences =
    [
        $"{Esc}[31mred{Esc}[0m",
        $"{Esc}[1;5;41mALERT{Esc}[0m",
        $"{Esc}[38;2;255;0;0mtrue colour",
        $"{Esc}[8mconcealed{Esc}[28m",
        $"{Esc}[2J{Esc}[Hcleared",
        $"{Esc}[1A{Esc}[2Kline above gone",
        $"{Esc}[1000D{Esc}[K",
        $"{Esc}[?25l",
        $"{Esc}[?1049h",
        $"{Esc}[?1000h",
        $"{Esc}[6n",
        $"{Esc}[5n",
        $"{Esc}[c",
        $"{Esc}[21t",
        $"{Esc}[1;1r",
        $"{Esc}[200~paste{Esc}[201~",
        $"{Esc}c",
        $"{Esc}7{Esc}8",
        $"{Esc}(0qqq{Esc}(B",
        $"{Esc}#8",
        $"{Esc}Z",
        $"{Esc}=",
        $"{Esc}>",
        $"{Esc}]0;title{Bell}",
        $"{Esc}]2;title{Esc}\\",
        $"{Esc}]52;c;cm0gLXJmIC8={Bell}",
        $"{Esc}]8;;https://evil.example{Bell}kubectl{Esc}]8;;{Bell}",
        $"{Esc}]4;1;rgb:00/00/00{Bell}",
        $"{Esc}]10;?{Bell}",
        $"{Esc}]1337;File=inline=1:AAAA{Bell}",
        $"{Esc}]777;notify;a;b{Bell}",
        $"{Esc}]9;4;1;50{Bell}",
        $"{Esc}]",
        $"{Esc}P+q544e{Esc}\\",
        $"{Esc}Pq#0;2;0;0;0~{Esc}\\",
        $"{Esc}_Gf=24;AAAA{Esc}\\",
        $"{Esc}^private{Esc}\\",
        $"{Esc}Xstring{Esc}\\",
    ];

    /// <summary>One control, bidirectional or invisible character each.</summary>
    private static readonly string[] Characters =
    [
        "nul\0nul",
        $"bell{Bell}",
        "back\bspace",
        "vertical\vtab",
        "form\ffeed",
        "carriage\rFORGED",
        "shift\u000eout",
        "shift\u000fin",
        "sub\u001a",
        "del\u007f",
        "C1 next line\u0085FORGED",
        "C1 CSI\u009b31mred",
        "C1 OSC\u009d0;title\u009c",
        "C1 DCS\u0090q\u009c",
        "C1 APC\u009fx\u009c",
        "C1 reverse\u008d",
        "right to left \u202egnp.exe",
        "left to right \u202dabc",
        "embedding \u202aabc\u202b",
        "pop\u202c",
        "isolate \u2066abc\u2067\u2068\u2069",
        "marks\u200e\u200f\u061c",
        "line\u2028separator",
        "paragraph\u2029separator",
        "zero\u200bwidth",
        "byte\ufefforder",
        "word\u2060joiner",
        "soft\u00adhyphen",
        "old\u180evowel",
        "annotation\ufff9a\ufffab\ufffb",
        "deprecated\u206a\u206f",
        "tags\U000e0041\U000e007f",
    ];

    public static IReadOnlyList<string> All { get; } = [.. Sequences, .. Characters];

    /// <summary>No escape sequence and no invisible character is left, except line breaks and tabs.</summary>
    public static bool IsHarmless(string text) =>
        !text.Any(character =>
            (char.IsControl(character) && character is not ('\n' or '\t'))
            || char.GetUnicodeCategory(character)
                is System.Globalization.UnicodeCategory.Format
                    or System.Globalization.UnicodeCategory.LineSeparator
                    or System.Globalization.UnicodeCategory.ParagraphSeparator
            || character == '\udb40'
        );
}
