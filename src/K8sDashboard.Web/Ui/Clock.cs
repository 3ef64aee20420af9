using System.Globalization;

namespace K8sDashboard.Web.Ui;

/// <summary>
/// The time that the whole screen shows, cascaded once a second, so that all ages move together. Clock times such as
/// "as of 12:01:03" are read off it, in the reader's time zone like the axes of the charts.
/// </summary>
/// <param name="Now">The time.</param>
/// <param name="Zone">The browser's zone; null until it has told, or where it tells none: then the one of <paramref name="Now"/>.</param>
public readonly record struct Clock(DateTimeOffset Now, TimeZoneInfo? Zone = null)
{
    /// <summary>The same moment as the reader's wall clock shows it.</summary>
    public DateTimeOffset Local(DateTimeOffset moment) =>
        Zone is null ? moment.ToOffset(Now.Offset) : TimeZoneInfo.ConvertTime(moment, Zone);

    /// <summary>The moment when the reader's wall clock shows this; null where it never does, since it is put forward over it.</summary>
    public DateTimeOffset? Moment(DateTime wall)
    {
        if (Zone is null)
            return new DateTimeOffset(wall, Now.Offset);
        return Zone.IsInvalidTime(wall) ? null : new DateTimeOffset(wall, Zone.GetUtcOffset(wall));
    }

    /// <summary><c>12:01:03</c> today, with the date in front on any other day.</summary>
    public string TimeOf(DateTimeOffset moment)
    {
        var local = Local(moment);
        return local.ToString(local.Date == Local(Now).Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
