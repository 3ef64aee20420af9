using System.Text;

namespace K8sDashboard.Demo.Life;

/// <summary>One command of a script, with its condition on the previous one's result: always, on success, or on failure.</summary>
internal sealed record ShellCommand(string Joined, IReadOnlyList<Func<Func<string, string>, string>> Parts)
{
    public bool RunsAfter(int code) =>
        Joined switch
        {
            "&&" => code == 0,
            "||" => code != 0,
            _ => true,
        };

    /// <summary>The words, with variables expanded.</summary>
    public IReadOnlyList<string> Words(Func<string, string> variable) => [.. Parts.Select(part => part(variable))];
}

/// <summary>Parses a script: commands, words, quotes and variables. Unsupported syntax is an error that names it.</summary>
internal sealed class ShellWords
{
    private readonly string script;
    private readonly List<ShellCommand> commands = [];
    private readonly List<Func<Func<string, string>, string>> words = [];
    private readonly List<Func<Func<string, string>, string>> pieces = [];
    private readonly StringBuilder plain = new();
    private int at;
    private bool inWord;
    private string joined = ";";

    private ShellWords(string script) => this.script = script;

    /// <exception cref="FormatException">The script is invalid or unsupported.</exception>
    public static IReadOnlyList<ShellCommand> Parse(string script)
    {
        var words = new ShellWords(script);
        words.Read();
        return words.commands;
    }

    private void Read()
    {
        for (; at < script.Length; at++)
        {
            var character = script[at];
            if (character is ' ' or '\t')
                EndWord();
            else if (character is ';' or '\n')
                EndCommand(";");
            else if (character == '#' && !inWord)
                at = script.IndexOf('\n', at) is var end and >= 0 ? end - 1 : script.Length;
            else if (script.AsSpan(at).StartsWith("&&") || script.AsSpan(at).StartsWith("||"))
                EndCommand(script.Substring(at++, 2));
            else if (character is '|' or '&' or '<' or '>' or '`' or '(' or ')')
                throw new FormatException($"this simulated shell knows no `{character}`: see `help`");
            else
                Character(character);
        }

        EndCommand(";");
    }

    private void Character(char character)
    {
        inWord = true;
        switch (character)
        {
            case '\'':
                var end = script.IndexOf('\'', at + 1);
                if (end < 0)
                    throw new FormatException("syntax error: unterminated quoted string");
                plain.Append(script, at + 1, end - at - 1);
                at = end;
                break;
            case '"':
                for (at++; at < script.Length && script[at] != '"'; at++)
                    Quoted(script[at]);
                if (at >= script.Length)
                    throw new FormatException("syntax error: unterminated quoted string");
                break;
            default:
                Quoted(character);
                break;
        }
    }

    private void Quoted(char character)
    {
        if (character == '\\' && at + 1 < script.Length)
            plain.Append(script[++at]);
        else if (character == '$')
            Variable();
        else
            plain.Append(character);
    }

    private void Variable()
    {
        var rest = script.AsSpan(at + 1);
        if (rest.StartsWith("("))
            throw new FormatException("this simulated shell knows no `$(`: see `help`");
        var braces = rest.StartsWith("{");
        var name = rest.StartsWith("?")
            ? "?"
            : new string([.. rest[(braces ? 1 : 0)..].ToString().TakeWhile(one => char.IsAsciiLetterOrDigit(one) || one == '_')]);
        if (name.Length == 0)
        {
            plain.Append('$');
            return;
        }

        at += name.Length + (braces ? 2 : 0);
        if (at >= script.Length || (braces && script[at] != '}'))
            throw new FormatException("syntax error: bad substitution");
        EndPlain();
        pieces.Add(variable => variable(name));
    }

    private void EndPlain()
    {
        var text = plain.ToString();
        plain.Clear();
        if (text.Length > 0)
            pieces.Add(_ => text);
    }

    private void EndWord()
    {
        if (!inWord)
            return;
        EndPlain();
        var parts = pieces.ToArray();
        words.Add(variable => string.Concat(parts.Select(part => part(variable))));
        pieces.Clear();
        inWord = false;
    }

    private void EndCommand(string next)
    {
        EndWord();
        if (words.Count > 0)
            commands.Add(new ShellCommand(joined, [.. words]));
        words.Clear();
        joined = next;
    }
}
