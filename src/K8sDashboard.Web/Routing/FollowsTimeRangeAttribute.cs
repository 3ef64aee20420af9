namespace K8sDashboard.Web.Routing;

/// <summary>Marks a page whose charts or events depend on the time range in its URL; only such pages show the range picker.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FollowsTimeRangeAttribute : Attribute
{
    /// <summary>The name of the cascading value with the type of the current page.</summary>
    public const string PageType = "PageType";

    /// <summary>Whether this page is marked; false for null.</summary>
    public static bool IsOn(Type? page) => page?.IsDefined(typeof(FollowsTimeRangeAttribute), inherit: false) == true;
}
