namespace K8sDashboard.Cluster.State;

/// <summary>
/// Formats a duration as kubectl's AGE column does (<c>duration.HumanDuration</c>): small values with two units, large ones with one.
/// </summary>
public static class KubectlAge
{
    /// <summary>The age of <paramref name="since"/> at <paramref name="now"/>.</summary>
    public static string Of(DateTimeOffset since, DateTimeOffset now) => Of(now - since);

    public static string Of(TimeSpan age)
    {
        var seconds = (long)age.TotalSeconds;
        var minutes = seconds / 60;
        var hours = minutes / 60;
        var days = hours / 24;
        return seconds switch
        {
            // kubectl tolerates a clock skew below two seconds.
            < -1 => "<invalid>",
            < 0 => "0s",
            < 2 * 60 => $"{seconds}s",
            _ when minutes < 10 => Two(minutes, 'm', seconds % 60, 's'),
            _ when minutes < 3 * 60 => $"{minutes}m",
            _ when hours < 8 => Two(hours, 'h', minutes % 60, 'm'),
            _ when hours < 48 => $"{hours}h",
            _ when hours < 8 * 24 => Two(days, 'd', hours % 24, 'h'),
            _ when days < 2 * 365 => $"{days}d",
            _ when days < 8 * 365 => Two(days / 365, 'y', days % 365, 'd'),
            _ => $"{days / 365}y",
        };
    }

    private static string Two(long large, char largeUnit, long small, char smallUnit) =>
        small == 0 ? $"{large}{largeUnit}" : $"{large}{largeUnit}{small}{smallUnit}";
}
