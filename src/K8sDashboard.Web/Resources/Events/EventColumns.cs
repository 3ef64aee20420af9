using System.Globalization;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Status;
using K8sDashboard.Web.Ui.Tables;

namespace K8sDashboard.Web.Resources.Events;

/// <summary>
/// The columns of <c>kubectl get events -o wide</c>, for all lists of events. A row with a future timestamp (clock skew) sorts last in
/// either order.
/// </summary>
public static class EventColumns
{
    public static readonly LiveColumn<EventRow> Object = new("OBJECT", row => row.Object) { Mono = true };

    /// <summary>Warnings first, the latest at the top.</summary>
    public static readonly LiveColumn<EventRow> Type = new("TYPE", row => row.Type)
    {
        Cell = row => row.IsWarning ? StatusText.Draw(row.Type, Warning) : builder => builder.AddContent(0, row.Type),
        Sort = row => row.IsFuture ? null : (row.IsWarning ? 0 : 1, -row.LastSeen.UtcTicks),
        Phone = PhonePlace.Beside,
    };

    public static readonly LiveColumn<EventRow> Reason = new("REASON", row => row.Reason) { Phone = PhonePlace.Below };

    public static readonly LiveColumn<EventRow> LastSeen = LiveColumns.Age<EventRow>(row => row.LastSeen, "LAST SEEN") with
    {
        Sort = row => row.IsFuture ? null : -row.LastSeen.UtcTicks,
    };

    public static readonly LiveColumn<EventRow> FirstSeen = LiveColumns.Age<EventRow>(row => row.FirstSeen, "FIRST SEEN") with
    {
        Sort = row => row.IsFuture ? null : -row.FirstSeen.UtcTicks,
    };

    public static readonly LiveColumn<EventRow> Count = new("COUNT", row => row.Count.ToString(CultureInfo.InvariantCulture))
    {
        Sort = row => row.Count,
        Numeric = true,
        Phone = PhonePlace.Below,
    };

    public static readonly LiveColumn<EventRow> SubObject = new("SUBOBJECT", row => row.SubObject) { Mono = true };

    public static readonly LiveColumn<EventRow> Source = new("SOURCE", row => row.Source);

    public static readonly LiveColumn<EventRow> Message = new("MESSAGE", row => row.Message)
    {
        Phone = PhonePlace.Below,
        IsFreeText = true,
    };

    private static readonly Verdict Warning = new(HealthLevel.Degraded, "warning", "");
}
