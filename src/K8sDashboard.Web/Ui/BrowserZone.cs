namespace K8sDashboard.Web.Ui;

/// <summary>The time zone that a browser tells of.</summary>
/// <param name="Name">By IANA: <c>Europe/Berlin</c>.</param>
/// <param name="OffsetMinutes">East of Greenwich, now.</param>
public sealed record BrowserZone(string? Name, double OffsetMinutes)
{
    private const int MostMinutes = 14 * 60;

    /// <summary>The zone; a fixed offset where this machine does not know the name, as small images do not; null where neither makes sense.</summary>
    public TimeZoneInfo? Find()
    {
        if (Name is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(Name, out var zone))
            return zone;
        return Math.Abs(OffsetMinutes) <= MostMinutes
            ? TimeZoneInfo.CreateCustomTimeZone("browser", TimeSpan.FromMinutes(Math.Truncate(OffsetMinutes)), null, null)
            : null;
    }
}
