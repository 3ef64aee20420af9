namespace K8sDashboard.Web.Ui;

/// <summary>Event of menus.js: the browser closed a row's menu.</summary>
public sealed class MenuClosedEventArgs : EventArgs
{
    /// <summary>The sequence number of the opening: when the event arrives, the menu may be open for another row (stale event).</summary>
    public int Turn { get; set; }
}
