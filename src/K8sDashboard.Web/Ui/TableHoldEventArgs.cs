namespace K8sDashboard.Web.Ui;

/// <summary>The pointer or the keyboard came among a table's rows, or left them (tables.js tells).</summary>
public sealed class TableHoldEventArgs : EventArgs
{
    public bool Held { get; set; }
}
