using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace K8sDashboard.Monitoring;

/// <summary>
/// Parses the JSON of Prometheus' HTTP API. Malformed input throws <see cref="FormatException"/> or <see cref="JsonException"/>.
/// </summary>
internal static class PrometheusJson
{
    /// <summary>The maximum number of series of a chart, for the browser's sake.</summary>
    public const int MaxSeries = 500;

    private const int MaxWarnings = 5;
    private const int MaxWords = 300;

    public static ImmutableArray<TimeSeries> Matrix(JsonElement data, TimeGrid grid)
    {
        var all = ImmutableArray.CreateBuilder<TimeSeries>();
        foreach (var series in Results(data, "matrix").Take(MaxSeries))
        {
            var values = new double[grid.Count];
            Array.Fill(values, double.NaN);
            foreach (var point in Member(series, "values").EnumerateArray())
            {
                var (index, value) = (grid.IndexOf(Seconds(point)), Value(point));
                if (index >= 0)
                    values[index] = value;
            }

            all.Add(new TimeSeries(Labels(Member(series, "metric")), ImmutableArray.Create(values)));
        }

        return all.ToImmutable();
    }

    public static ImmutableArray<Sample> Vector(JsonElement data) =>
        [.. Results(data, "vector").Select(sample => new Sample(Labels(Member(sample, "metric")), Value(Member(sample, "value"))))];

    public static ImmutableArray<LabelSet> Series(JsonElement data) => [.. data.EnumerateArray().Select(Labels)];

    public static ImmutableArray<ScrapeTarget> Targets(JsonElement data) =>
        [
            .. Member(data, "activeTargets")
                .EnumerateArray()
                .Select(target => new ScrapeTarget(
                    Labels(Member(target, "labels")),
                    Text(target, "health") == "up",
                    Text(target, "lastError"),
                    PrometheusDuration.TryParse(Text(target, "scrapeInterval"))
                )),
        ];

    /// <summary>
    /// The server's warnings and infos. Hints on the query text, which Prometheus 2.53 reports as warnings and later versions as infos, are
    /// omitted: users did not write the query.
    /// </summary>
    public static ImmutableArray<string> Warnings(JsonElement root)
    {
        var reported = Texts(root, "warnings")
            .Concat(Texts(root, "infos"))
            .Where(text => !text.StartsWith("PromQL info:", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var warnings = ImmutableArray.CreateBuilder<string>();
        // A server of many shards may have a warning for each.
        warnings.AddRange(reported.Take(MaxWarnings));
        if (reported.Count > MaxWarnings)
            warnings.Add($"{reported.Count - MaxWarnings} more warnings");
        if (root.TryGetProperty("isPartial", out var partial) && partial.ValueKind is JsonValueKind.True)
            warnings.Add("partial data");
        // Only chart lines are truncated; a list needs every value.
        if (
            root.TryGetProperty("data", out var data)
            && Text(data, "resultType") == "matrix"
            && data.TryGetProperty("result", out var result)
            && result.ValueKind is JsonValueKind.Array
            && result.GetArrayLength() > MaxSeries
        )
            warnings.Add($"the first {MaxSeries} of {result.GetArrayLength()} series");
        return warnings.ToImmutable();
    }

    private static IEnumerable<string> Texts(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var list) || list.ValueKind is not JsonValueKind.Array)
            return [];
        return list.EnumerateArray()
            .Select(text => text.ToString())
            .Where(text => text.Length > 0)
            .Select(text => text.Length <= MaxWords ? text : text[..MaxWords] + "…");
    }

    public static string Text(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()!
            : "";

    private static JsonElement.ArrayEnumerator Results(JsonElement data, string type) =>
        Text(data, "resultType") == type
            ? Member(data, "result").EnumerateArray()
            : throw new FormatException($"the result is not a {type}");

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value)
            ? value
            : throw new FormatException($"{name} is missing");

    private static LabelSet Labels(JsonElement metric)
    {
        if (metric.ValueKind is not JsonValueKind.Object)
            throw new FormatException("the labels are not an object");
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var label in metric.EnumerateObject())
            labels[label.Name] = label.Value.ToString();
        return new LabelSet(labels.ToImmutable());
    }

    private static double Seconds(JsonElement point) => Pair(point)[0].GetDouble();

    // A value is a string, since JSON has no NaN: "1.5", "NaN", "+Inf", "-Inf"; double.Parse accepts neither of the two Infs.
    private static double Value(JsonElement point) =>
        Pair(point)[1].GetString() switch
        {
            "NaN" => double.NaN,
            "+Inf" or "Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
            _ => throw new FormatException("a value is not a number"),
        };

    private static JsonElement Pair(JsonElement point) =>
        point.ValueKind is JsonValueKind.Array && point.GetArrayLength() == 2 ? point : throw new FormatException("a point is not a pair");
}
