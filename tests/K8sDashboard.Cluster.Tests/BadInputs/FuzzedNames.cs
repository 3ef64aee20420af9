using System.Text;

namespace K8sDashboard.Cluster.Tests.BadInputs;

/// <summary>Fuzzed object names: the same ten thousand each time.</summary>
public static class FuzzedNames
{
    public const int Count = 10_000;

    private static readonly string[] Parts =
    [
        "..",
        ".",
        "/",
        "\\",
        "%2e",
        "%2E%2e",
        "%2f",
        "%252e",
        "%5c",
        "%00",
        "\0",
        "\r\n",
        "\n",
        "?",
        "#",
        "&",
        "=",
        ";",
        ":",
        "@",
        "//",
        "//evil.example",
        "http://evil.example/",
        "kube-system",
        "secrets",
        "pods",
        "proxy",
        "log",
        "exec",
        "..%2f",
        "%c0%ae",
        "\u2024\u2024",
        "\uff0e\uff0e",
        "\u2215",
        "\uff0f",
        "\u202e",
        "~",
        "*",
        "$",
        "{",
        "}",
        "<script>",
        "'",
        "\"",
        " ",
        "\t",
        "é",
        "🚀",
        "a",
        "web-1",
        "system:node",
        "-",
        "_",
        "0",
        "A",
        "\ud800",
        "+",
        ",",
        "|",
        "^",
        "`",
        "[",
        "]",
        "%",
        "%%",
        "%zz",
        "x".PadRight(300, 'x'),
    ];

    public static IEnumerable<string> All()
    {
        var random = new Random(20261124);
        for (var made = 0; made < Count; made++)
        {
            var name = new StringBuilder();
            for (var parts = random.Next(1, 8); parts > 0; parts--)
                name.Append(random.Next(5) == 0 ? (char)random.Next(0x20, 0x7f) : Parts[random.Next(Parts.Length)]);
            yield return name.ToString();
        }
    }
}
