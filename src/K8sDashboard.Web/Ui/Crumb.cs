namespace K8sDashboard.Web.Ui;

/// <summary>A breadcrumb: a page above the current one.</summary>
public sealed record Crumb(string Text, string Href);
