namespace K8sDashboard.Web.Ui.Tables;

/// <summary>Event of tables.js: pointer or focus entered or left a table's rows.</summary>
public sealed class TableHoldEventArgs : EventArgs
{
    public bool Held { get; set; }
}
