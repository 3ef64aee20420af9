namespace K8sDashboard.Web.Ui;

/// <summary>The browser closed a row's menu (menus.js tells).</summary>
public sealed class MenuClosedEventArgs : EventArgs
{
    /// <summary>Which opening it was: by the time this is heard, the menu may be open for another row.</summary>
    public int Turn { get; set; }
}
