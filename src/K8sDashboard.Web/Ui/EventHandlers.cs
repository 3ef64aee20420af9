using K8sDashboard.Web.Ui.Tables;
using Microsoft.AspNetCore.Components;

namespace K8sDashboard.Web.Ui;

/// <summary>Custom browser events of our scripts; Razor finds them by this class's name.</summary>
[EventHandler("ontablehold", typeof(TableHoldEventArgs))]
[EventHandler("onmenuclosed", typeof(MenuClosedEventArgs))]
public static class EventHandlers;
