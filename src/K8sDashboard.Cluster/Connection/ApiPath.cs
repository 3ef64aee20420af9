using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Connection;

/// <summary>Builds paths below the API server's address, without a leading slash so that a server behind a path prefix works too.</summary>
internal static class ApiPath
{
    /// <summary><c>apis/apps/v1/namespaces/shop/deployments/web/scale</c>. Throws <see cref="FormatException"/> on a name that is none.</summary>
    public static string Of(string groupVersion, string plural, ObjectRef target, string subresource = "") =>
        $"{Collection(groupVersion, plural, target.Namespace)}/{KubeName.Object(target.Name).Segment}{(subresource.Length == 0 ? "" : "/")}{subresource}";

    /// <summary>All objects of a kind in a namespace, or of a kind that has none where <paramref name="namespace"/> is empty.</summary>
    public static string Collection(string groupVersion, string plural, string @namespace)
    {
        var root = groupVersion.Contains('/') ? $"apis/{groupVersion}" : $"api/{groupVersion}";
        return @namespace.Length == 0 ? $"{root}/{plural}" : $"{root}/namespaces/{KubeName.Namespace(@namespace).Segment}/{plural}";
    }
}
