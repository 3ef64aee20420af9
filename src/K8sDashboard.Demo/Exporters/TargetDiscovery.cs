using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace K8sDashboard.Demo.Exporters;

/// <summary>The targets of a job in the format of Prometheus' HTTP service discovery.</summary>
public static class TargetDiscovery
{
    private const string Parameter = "__param_"; // prefix of labels that become URL parameters of the scrape

    public static string Json(IEnumerable<ScrapeTarget> targets, string job) =>
        JsonSerializer.Serialize(
            targets.Where(target => target.Job == job).Select(target => new Group([target.Address], LabelsOf(target))),
            JsonSerializerOptions.Web
        );

    private static Dictionary<string, string> LabelsOf(ScrapeTarget target)
    {
        var labels = target.Labels.ToDictionary(label => label.Name, label => label.Value);
        var query = target.Path.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
            return labels;
        foreach (var (name, values) in QueryHelpers.ParseQuery(target.Path[query..]))
            labels[Parameter + name] = values.ToString();
        return labels;
    }

    private sealed record Group(IReadOnlyList<string> Targets, IReadOnlyDictionary<string, string> Labels);
}
