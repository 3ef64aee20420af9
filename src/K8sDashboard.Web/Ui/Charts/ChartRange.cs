using K8sDashboard.Monitoring.Panels;
using K8sDashboard.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace K8sDashboard.Web.Ui.Charts;

/// <summary>The span of a page's charts, which stands in its address.</summary>
public static class ChartRange
{
    private const string FromKey = "from";
    private const string ToKey = "to";

    public static TimeRange Of(Address address) => TimeRange.Parse(address.Get(Address.RangeKey), address.Get(FromKey), address.Get(ToKey));

    /// <summary>Writes the span into the page's address, where all its charts and the range picker read it.</summary>
    public static void Show(NavigationManager navigation, TimeRange range)
    {
        var (name, from, to) = range.ToQuery();
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            [Address.RangeKey] = name,
            [FromKey] = from,
            [ToKey] = to,
        }));
    }
}
