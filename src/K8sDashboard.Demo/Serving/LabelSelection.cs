using System.Text.RegularExpressions;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>A label selector in kubectl's syntax: <c>app=web,tier in (front, back),!canary</c>.</summary>
internal sealed partial class LabelSelection
{
    private readonly List<Requirement> requirements = [];

    private sealed record Requirement(string Key, string Operator, string[] Values);

    public bool IsAll => requirements.Count == 0;

    public static LabelSelection Parse(string text)
    {
        var selection = new LabelSelection();
        var rest = text.AsSpan().Trim();
        while (rest.Length > 0)
        {
            var match = Shape().Match(rest.ToString());
            if (!match.Success)
                throw ApiFailure.BadRequest($"unable to parse requirement: found '{rest}', expected: identifier");
            selection.requirements.Add(Read(match));
            rest = rest[match.Length..].TrimStart();
        }

        return selection;
    }

    public bool Matches(StoredObject stored)
    {
        if (IsAll)
            return true;
        var labels = StoredFields.Labels(stored.Bytes);
        return requirements.All(requirement => Holds(requirement, labels));
    }

    private static Requirement Read(Match match)
    {
        var key = match.Groups["key"].Value;
        if (match.Groups["not"].Success)
            return new Requirement(key, "!", []);
        if (match.Groups["set"].Success)
            return new Requirement(
                key,
                match.Groups["set"].Value,
                [.. match.Groups["values"].Value.Split(',').Select(value => value.Trim())]
            );
        return match.Groups["op"].Success
            ? new Requirement(key, match.Groups["op"].Value, [match.Groups["value"].Value])
            : new Requirement(key, "exists", []);
    }

    private static bool Holds(Requirement requirement, Dictionary<string, string> labels)
    {
        var value = labels.GetValueOrDefault(requirement.Key);
        return requirement.Operator switch
        {
            "=" or "==" or "in" => value is not null && requirement.Values.Contains(value),
            "!=" or "notin" => value is null || !requirement.Values.Contains(value),
            "!" => value is null,
            _ => value is not null,
        };
    }

    [GeneratedRegex(
        @"^\s*((?<not>!)\s*(?<key>[\w./-]+)"
            + @"|(?<key>[\w./-]+)\s+(?<set>in|notin)\s*\((?<values>[^()]*)\)"
            + @"|(?<key>[\w./-]+)\s*(?<op>==|=|!=)\s*(?<value>[\w.-]*)"
            + @"|(?<key>[\w./-]+))\s*(,\s*(?=\S)|$)"
    )]
    private static partial Regex Shape();
}
