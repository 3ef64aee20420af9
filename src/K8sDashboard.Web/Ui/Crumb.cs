using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Resources;
using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Ui;

/// <summary>A breadcrumb: a page above the current one.</summary>
public sealed record Crumb(string Text, string Href)
{
    /// <summary>Above the page of an object: its type's list, and that of its namespace.</summary>
    public static Crumb[] Above(ResourceType type, ObjectRef name, Address address)
    {
        var list = new Crumb(ResourceViews.Of(type)?.List?.Title ?? type.Kind, address.List(type));
        return type.IsNamespaced ? [list, new(name.Namespace, address.List(type, name.Namespace))] : [list];
    }
}
