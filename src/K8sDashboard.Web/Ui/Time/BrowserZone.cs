namespace K8sDashboard.Web.Ui.Time;

/// <summary>The time zone reported by the browser.</summary>
/// <param name="Name">The IANA name: <c>Europe/Berlin</c>.</param>
/// <param name="OffsetMinutes">The current UTC offset, positive east of Greenwich.</param>
public sealed record BrowserZone(string? Name, double OffsetMinutes)
{
    private const int MostMinutes = 14 * 60;

    /// <summary>
    /// The zone; a fixed offset where this machine does not know the name (images without tzdata); null where neither is valid.
    /// </summary>
    public TimeZoneInfo? Find()
    {
        if (Name is { Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(Name, out var zone))
            return zone;
        return Math.Abs(OffsetMinutes) <= MostMinutes
            ? TimeZoneInfo.CreateCustomTimeZone("browser", TimeSpan.FromMinutes(Math.Truncate(OffsetMinutes)), null, null)
            : null;
    }
}
