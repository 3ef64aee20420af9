namespace K8sDashboard.Cluster.State;

/// <summary>A duration in the letters of kubectl's AGE column (<c>duration.HumanDuration</c>): two units where they matter, one where they do not.</summary>
public static class KubectlAge
{
    /// <summary>The age at <paramref name="now"/> of what began at <paramref name="since"/>.</summary>
    public static string Of(DateTimeOffset since, DateTimeOffset now) => Of(now - since);

    public static string Of(TimeSpan age)
    {
        var seconds = (long)age.TotalSeconds;
        var minutes = seconds / 60;
        var hours = minutes / 60;
        var days = hours / 24;
        return seconds switch
        {
            // kubectl forgives two clocks that differ by less than two seconds.
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
