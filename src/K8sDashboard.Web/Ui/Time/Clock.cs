using System.Globalization;

namespace K8sDashboard.Web.Ui.Time;

/// <summary>
/// The time of the whole screen, cascaded once a second, so that all ages advance together. Wall-clock times such as "as of 12:01:03" are
/// derived from it, in the user's time zone like the axes of the charts.
/// </summary>
/// <param name="Now">The time.</param>
/// <param name="Zone">
/// The browser's zone; null until it is known, or where the browser reports none: then that of <paramref name="Now"/>.
/// </param>
public readonly record struct Clock(DateTimeOffset Now, TimeZoneInfo? Zone = null)
{
    /// <summary>The instant in the user's wall-clock time.</summary>
    public DateTimeOffset Local(DateTimeOffset moment) =>
        Zone is null ? moment.ToOffset(Now.Offset) : TimeZoneInfo.ConvertTime(moment, Zone);

    /// <summary>The instant of a wall-clock time; null where it does not exist (skipped by daylight saving time).</summary>
    public DateTimeOffset? Moment(DateTime wall)
    {
        if (Zone is null)
            return new DateTimeOffset(wall, Now.Offset);
        return Zone.IsInvalidTime(wall) ? null : new DateTimeOffset(wall, Zone.GetUtcOffset(wall));
    }

    /// <summary><c>12:01:03</c> today, with the date before it on any other day.</summary>
    public string TimeOf(DateTimeOffset moment)
    {
        var local = Local(moment);
        return local.ToString(local.Date == Local(Now).Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
