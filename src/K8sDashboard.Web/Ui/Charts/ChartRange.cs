using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Web.Routing;
using Microsoft.AspNetCore.Components;

namespace K8sDashboard.Web.Ui.Charts;

/// <summary>The time range of a page's charts, kept in its URL.</summary>
public static class ChartRange
{
    public static TimeRange Of(Address address) =>
        TimeRange.Parse(address.Get(Address.RangeKey), address.Get(Address.FromKey), address.Get(Address.ToKey));

    /// <summary>Writes the span into the page's URL, from which its charts and the range picker read it.</summary>
    public static void Show(NavigationManager navigation, TimeRange.Between span) =>
        navigation.NavigateTo(Address.Of(navigation.Uri).WithSpan(span.FromText, span.ToText));
}
