namespace K8sDashboard.Web.Shell;

/// <summary>
/// Marks a page whose charts or events are those of the time range in its address; only such a page shows the picker of it.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FollowsTimeRangeAttribute : Attribute
{
    /// <summary>The name under which the type of the open page is handed down.</summary>
    public const string PageType = "PageType";

    /// <summary>This page does; false for none.</summary>
    public static bool IsOn(Type? page) => page?.IsDefined(typeof(FollowsTimeRangeAttribute), inherit: false) == true;
}
