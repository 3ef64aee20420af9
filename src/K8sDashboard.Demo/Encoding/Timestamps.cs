using System.Globalization;
using System.Text.RegularExpressions;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Encoding;

/// <summary>Timestamps and durations in Kubernetes' formats.</summary>
internal static partial class Timestamps
{
    private const string ToTheSecond = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string ToTheMicrosecond = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static Time Now(TimeProvider time) => Of(time.GetUtcNow());

    public static Time Of(DateTimeOffset moment) => new() { Seconds = moment.ToUnixTimeSeconds() };

    public static string Write(Time time) => Moment(time.Seconds, 0).ToString(ToTheSecond, CultureInfo.InvariantCulture);

    public static string Write(MicroTime time) => Moment(time.Seconds, time.Nanos).ToString(ToTheMicrosecond, CultureInfo.InvariantCulture);

    /// <summary>Nanoseconds in the format of Go's <c>time.Duration</c>: 1m30s, 15.5s.</summary>
    public static string Write(Duration duration)
    {
        var span = TimeSpan.FromTicks(duration.Duration_ / 100);
        var seconds = (span.Seconds + (span.Ticks % TimeSpan.TicksPerSecond / (double)TimeSpan.TicksPerSecond)).ToString(
            "0.#######",
            CultureInfo.InvariantCulture
        );
        return span.TotalHours >= 1 ? $"{(int)span.TotalHours}h{span.Minutes}m{seconds}s"
            : span.TotalMinutes >= 1 ? $"{span.Minutes}m{seconds}s"
            : $"{seconds}s";
    }

    public static bool TryRead(string? text, out DateTimeOffset moment)
    {
        moment = default;
        return text is not null
            && Rfc3339().IsMatch(text)
            && DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out moment
            );
    }

    public static DateTimeOffset Moment(long seconds, int nanos) => DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanos / 100);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$")]
    private static partial Regex Rfc3339();
}
