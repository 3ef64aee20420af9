using System.Globalization;
using System.Text.RegularExpressions;
using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Company;

/// <summary>What a container's command makes of its image: how long it runs and how it ends, as far as <c>sleep</c>, <c>exit</c> and the like say so.</summary>
public static partial class CommandLine
{
    private static readonly TimeSpan SomeWork = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    /// <summary>The program as the container runs it.</summary>
    public static Behaviour In(Container container, Behaviour image)
    {
        // A server's arguments are its settings; what is for a command does that one alone.
        if (container.Command.Count == 0 && (container.Args.Count == 0 || image.RunsFor is null)) return image;
        string[] words = [.. container.Command, .. container.Args];
        var script = words is [_, ['-', .., 'c'], var text, ..] && Path.GetFileName(words[0]) is "sh" or "bash" or "ash" ? text : string.Join(' ', words);
        if (NeverEnds().IsMatch(script)) return image with { RunsFor = null, ExitCode = 0 };
        return Follow(script) is var (took, code) ? image with { RunsFor = took, ExitCode = code } : image.RunsFor is null ? image : image with { RunsFor = SomeWork };
    }

    // The steps that are understood; null where there is none, so that the program's own nature decides.
    private static (TimeSpan Took, int Code)? Follow(string script)
    {
        var (took, known) = (Moment, false);
        foreach (var step in script.Split([';', '\n', '&'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Sleep().Match(step) is { Success: true } sleep) (took, known) = (took + TimeSpan.FromSeconds(double.Parse(sleep.Groups[1].Value, CultureInfo.InvariantCulture) * Unit(sleep.Groups[2].Value)), true);
            else if (Exit().Match(step) is { Success: true } exit) return (took, int.Parse(exit.Groups[1].Value, CultureInfo.InvariantCulture));
            else if (step is "false" or "/bin/false") return (took, 1);
            else known |= step is "true" or "/bin/true" || step.StartsWith("echo ", StringComparison.Ordinal);
        }

        return known ? (took, 0) : null;
    }

    private static int Unit(string unit) => unit switch { "m" => 60, "h" => 3600, "d" => 86_400, _ => 1 };

    [GeneratedRegex(@"\bwhile\s+(true|:|sleep)|\bsleep\s+infinity\b|\btail\s+-f\b")]
    private static partial Regex NeverEnds();

    [GeneratedRegex(@"^(?:/bin/)?sleep\s+(\d{1,8}(?:\.\d{1,6})?)([smhd]?)$")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"^exit\s+(\d{1,3})$")]
    private static partial Regex Exit();
}
