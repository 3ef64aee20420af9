using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Encoding;

namespace K8sDashboard.Demo.Serving;

/// <summary>Common cell formats, as in kubectl's printers.</summary>
internal static class CellText
{
    public const string None = "<none>";

    public static string Age(Time? since, DateTimeOffset now) =>
        since is null or { Seconds: 0 } ? "<unknown>" : Span(now - Timestamps.Moment(since.Seconds, since.Nanos));

    public static string Age(MicroTime? since, DateTimeOffset now) =>
        since is null or { Seconds: 0 } ? "<unknown>" : Span(now - Timestamps.Moment(since.Seconds, since.Nanos));

    public static string Age(ObjectMeta meta, DateTimeOffset now) => Age(meta.CreationTimestamp, now);

    /// <summary>Kubernetes' HumanDuration: at most two units.</summary>
    public static string Span(TimeSpan span)
    {
        var seconds = (long)span.TotalSeconds;
        var (minutes, hours) = (seconds / 60, seconds / 3600);
        return seconds switch
        {
            < -1 => "<invalid>",
            < 0 => "0s",
            < 120 => $"{seconds}s",
            < 600 => Pair(minutes, "m", seconds % 60, "s"),
            < 3 * 3600 => $"{minutes}m",
            < 8 * 3600 => Pair(hours, "h", minutes % 60, "m"),
            < 48 * 3600 => $"{hours}h",
            < 8 * 86400 => Pair(hours / 24, "d", hours % 24, "h"),
            < 2 * 365 * 86400 => $"{hours / 24}d",
            < 8L * 365 * 86400 => Pair(hours / 24 / 365, "y", hours / 24 % 365, "d"),
            _ => $"{hours / 24 / 365}y",
        };
    }

    public static string Labels(IEnumerable<KeyValuePair<string, string>>? labels) =>
        OrNone(
            string.Join(
                ',',
                (labels ?? []).OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}")
            )
        );

    /// <summary>A selector in kubectl's format.</summary>
    public static string Selector(LabelSelector? selector)
    {
        if (selector is null)
            return None;
        var terms = selector
            .MatchLabels.OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => $"{label.Key}={label.Value}")
            .Concat(selector.MatchExpressions.Select(Expression));
        return OrNone(string.Join(',', terms));
    }

    public static string Containers(PodSpec? spec) => string.Join(',', (spec?.Containers ?? []).Select(container => container.Name));

    public static string Images(PodSpec? spec) => string.Join(',', (spec?.Containers ?? []).Select(container => container.Image));

    public static string OrNone(string text) => text.Length == 0 ? None : text;

    private static string Expression(LabelSelectorRequirement requirement) =>
        requirement.Operator switch
        {
            "In" => $"{requirement.Key} in ({string.Join(',', requirement.Values)})",
            "NotIn" => $"{requirement.Key} notin ({string.Join(',', requirement.Values)})",
            "DoesNotExist" => $"!{requirement.Key}",
            _ => requirement.Key,
        };

    private static string Pair(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? $"{large}{largeUnit}" : $"{large}{largeUnit}{small}{smallUnit}";
}
