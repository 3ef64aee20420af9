using System.Globalization;
using System.Text.RegularExpressions;
using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Company;

/// <summary>
/// The behaviour of a container whose command overrides the image's entry point: run time and exit code, as far as <c>sleep</c>,
/// <c>exit</c> and the like determine them.
/// </summary>
public static partial class CommandLine
{
    private const double Longest = 10 * 365 * 86_400.0; // seconds: practically for ever
    private static readonly TimeSpan SomeWork = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    /// <summary>The behaviour of the program that the container runs.</summary>
    public static Behaviour In(Container container, Behaviour image)
    {
        string[] words = [.. container.Command, .. container.Args];
        var waits = container.Tty || container.Stdin; // a shell waits for input
        // The arguments of a server are its settings; those of a command are what it runs.
        if (words.Length == 0 || (container.Command.Count == 0 && image.RunsFor is null))
            return waits ? image with { RunsFor = null } : image;
        var shell = Path.GetFileName(words[0]) is "sh" or "bash" or "ash";
        if (shell && words.Length == 1)
            return image with { RunsFor = waits ? null : Moment };
        var script = shell && words is [_, ['-', .., 'c'], var text, ..] ? text : string.Join(' ', words);
        return NeverEnds().IsMatch(script) ? image with { RunsFor = null, ExitCode = 0 } : Follow(script, image);
    }

    // A sequence of commands; an unknown one takes a moment, and as the last one behaves as the image.
    private static Behaviour Follow(string script, Behaviour image)
    {
        var (seconds, last) = (Moment.TotalSeconds, "");
        foreach (var step in script.Split([';', '\n', '&'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Exit().Match(step) is { Success: true } exit)
                return Ends(seconds, int.Parse(exit.Groups[1].Value, CultureInfo.InvariantCulture));
            if (step is "false" or "/bin/false")
                return Ends(seconds, 1);
            if (Sleep().Match(step) is { Success: true } sleep)
                seconds += double.Parse(sleep.Groups[1].Value, CultureInfo.InvariantCulture) * Unit(sleep.Groups[2].Value);
            last = step;
        }

        if (Ending().IsMatch(last))
            return Ends(seconds, 0);
        return image.RunsFor is null || Serves().IsMatch(last) ? image with { RunsFor = null } : Ends(seconds + SomeWork.TotalSeconds, 0);

        Behaviour Ends(double after, int code) => image with { RunsFor = TimeSpan.FromSeconds(Math.Min(after, Longest)), ExitCode = code };
    }

    private static int Unit(string unit) =>
        unit switch
        {
            "m" => 60,
            "h" => 3600,
            "d" => 86_400,
            _ => 1,
        };

    [GeneratedRegex(@"\bwhile\s+(true|:|sleep)|\bsleep\s+inf|\btail\s+-f\b")]
    private static partial Regex NeverEnds();

    [GeneratedRegex(@"^(?:/bin/)?sleep\s+(\d+(?:\.\d+)?)([smhd]?)$")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"^exit\s+(\d{1,3})$")]
    private static partial Regex Exit();

    [GeneratedRegex(@"^(?:/bin/)?(?:true|echo|date|env|ls|cat|printf|sleep)\b")]
    private static partial Regex Ending();

    // Heuristic: an interpreter with a file or module, and without inline code, is a server.
    [GeneratedRegex(
        @"^(?:exec\s+)?(?:\S*/)?(?:(?:python3?|node|ruby|java|dotnet|php)\s+(?!-\w*[ce]\b)|nginx|httpd|gunicorn|uvicorn|flask|npm)"
    )]
    private static partial Regex Serves();
}
