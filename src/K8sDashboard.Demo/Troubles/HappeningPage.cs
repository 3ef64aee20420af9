using System.Net;

namespace K8sDashboard.Demo.Troubles;

/// <summary>The incident page, which the dashboard links to: current and next incidents, and permanent faults.</summary>
public static class HappeningPage
{
    private const string Head = """
        <!doctype html><html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="5">
        <title>What is happening</title>
        <style>:root { color-scheme: light dark }
        body { font: 16px/1.5 system-ui; max-width: 46em; margin: 2em auto; padding: 0 1em }</style>
        </head><body>
        <h1>What is happening</h1><p>The cluster is a simulation: nothing here is real, and you can do to it whatever you like.</p>
        """;

    /// <param name="story">The incidents; null without a schedule.</param>
    /// <param name="dashboard">The dashboard's address; null without one.</param>
    /// <param name="at">The current time.</param>
    public static string Of(Story? story, string? dashboard, DateTimeOffset at)
    {
        var ongoing = (story?.Ongoing ?? []).Select(trouble => Item(trouble.Title, trouble.Words, trouble.Where, dashboard));
        var next = (story?.Next(at) ?? []).Select(one =>
            $"<li>in {Math.Ceiling(one.In.TotalMinutes):0} min: {WebUtility.HtmlEncode(one.Trouble.Title)}</li>"
        );
        var standing = Schedule.AlwaysThere.Select(one => Item(one.Title, one.Words, one.Where, dashboard));
        return $"{Head}<h2>Right now</h2>{List(ongoing)}<h2>Next</h2>{List(next)}"
            + $"<h2>All the time, to be found</h2>{List(standing)}</body></html>";
    }

    private static string List(IEnumerable<string> items) =>
        string.Concat(items) is { Length: > 0 } all ? $"<ul>{all}</ul>" : "<p>Nothing.</p>";

    private static string Item(string title, string words, string where, string? dashboard)
    {
        var head = WebUtility.HtmlEncode(title);
        if (dashboard is not null)
            head = $"""<a href="{WebUtility.HtmlEncode(dashboard + where)}">{head}</a>""";
        return $"<li><strong>{head}.</strong> {WebUtility.HtmlEncode(words)}</li>";
    }
}
