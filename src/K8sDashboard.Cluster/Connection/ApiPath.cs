using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// Builds paths relative to the API server's address: without a leading slash, so that an address with a path prefix works.
/// </summary>
internal static class ApiPath
{
    /// <summary><c>apis/apps/v1/namespaces/shop/deployments/web/scale</c>.</summary>
    /// <exception cref="FormatException">A name is invalid.</exception>
    public static string Of(string groupVersion, string plural, ObjectRef target, string subresource = "") =>
        $"{Collection(groupVersion, plural, target.Namespace)}/{KubeName.Object(target.Name).Segment}"
        + $"{(subresource.Length == 0 ? "" : "/")}{subresource}";

    /// <summary>The collection of a kind in a namespace; cluster-wide where <paramref name="namespace"/> is empty.</summary>
    public static string Collection(string groupVersion, string plural, string @namespace)
    {
        var root = groupVersion.Contains('/') ? $"apis/{groupVersion}" : $"api/{groupVersion}";
        return @namespace.Length == 0 ? $"{root}/{plural}" : $"{root}/namespaces/{KubeName.Namespace(@namespace).Segment}/{plural}";
    }
}
