using System.Globalization;
using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Time;

namespace K8sDashboard.Web.Layout;

/// <summary>Formats a span as short as it is unambiguous: <c>24 Nov 12:00 – 13:30</c>.</summary>
public static class SpanText
{
    public static string Of(TimeRange.Between span, Clock clock)
    {
        var (from, to) = (clock.Local(span.From), clock.Local(span.To));
        var day = from.Year == clock.Local(clock.Now).Year && to.Year == from.Year ? "d MMM" : "d MMM yyyy";
        return from.Date == to.Date
            ? $"{Words(from, $"{day} HH:mm")} – {Words(to, "HH:mm")}"
            : $"{Words(from, $"{day} HH:mm")} – {Words(to, $"{day} HH:mm")}";
    }

    private static string Words(DateTimeOffset local, string format) => local.ToString(format, CultureInfo.InvariantCulture);
}
