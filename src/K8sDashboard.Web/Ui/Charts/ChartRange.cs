using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace K8sDashboard.Web.Ui.Charts;

/// <summary>The span of a page's charts, which stands in its address.</summary>
public static class ChartRange
{
    public static TimeRange Of(Address address) =>
        TimeRange.Parse(address.Get(Address.RangeKey), address.Get(Address.FromKey), address.Get(Address.ToKey));

    /// <summary>Writes the span into the page's address, where all its charts and the range picker read it.</summary>
    public static void Show(NavigationManager navigation, TimeRange.Between span) =>
        navigation.NavigateTo(Address.Of(navigation.Uri).WithSpan(span.FromText, span.ToText));
}
