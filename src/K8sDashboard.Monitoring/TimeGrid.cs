namespace K8sDashboard.Monitoring;

/// <summary>
/// The timestamps of a range query, aligned to the step, so that points do not move between refreshes, and equal queries of different users
/// are coalesced.
/// </summary>
public readonly record struct TimeGrid
{
    /// <summary>Prometheus' limit of points per series.</summary>
    public const int MaxPoints = 11_000;

    private TimeGrid(DateTimeOffset start, TimeSpan step, int count) => (Start, Step, Count) = (start, step, count);

    public DateTimeOffset Start { get; }

    public TimeSpan Step { get; }

    public int Count { get; }

    public DateTimeOffset End => Start + (Step * (Count - 1));

    /// <summary>The grid of whole steps that covers the range; its end is the last whole step before <paramref name="to"/>.</summary>
    public static TimeGrid Covering(DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, TimeSpan.FromSeconds(1));
        var start = Floor(from, step);
        var count = ((Floor(to, step) - start).Ticks / step.Ticks) + 1;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(to));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxPoints, nameof(to));
        return new TimeGrid(start, step, (int)count);
    }

    public DateTimeOffset At(int index) => Start + (Step * index);

    /// <summary>The index of a Prometheus timestamp (seconds, often with a fraction); -1 outside the grid.</summary>
    public int IndexOf(double unixSeconds)
    {
        var index = Math.Round((unixSeconds - Start.ToUnixTimeSeconds()) / Step.TotalSeconds);
        return index >= 0 && index < Count ? (int)index : -1;
    }

    private static DateTimeOffset Floor(DateTimeOffset moment, TimeSpan step)
    {
        var seconds = (long)step.TotalSeconds;
        var unix = moment.ToUnixTimeSeconds();
        return DateTimeOffset.FromUnixTimeSeconds(unix - (((unix % seconds) + seconds) % seconds));
    }
}
