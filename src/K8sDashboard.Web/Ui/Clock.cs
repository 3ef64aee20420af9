namespace K8sDashboard.Web.Ui;

/// <summary>
/// The time that the whole screen shows, cascaded once a second, so that all ages move together. Local time: clock times such as
/// "as of 12:01:03" are read off it.
/// </summary>
public readonly record struct Clock(DateTimeOffset Now)
{
    /// <summary><c>12:01:03</c> today, with the date in front on any other day.</summary>
    public string TimeOf(DateTimeOffset moment)
    {
        var local = moment.ToOffset(Now.Offset);
        return local.ToString(local.Date == Now.Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
    }
}
