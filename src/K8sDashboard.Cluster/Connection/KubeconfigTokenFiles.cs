using YamlDotNet.RepresentationModel;

namespace K8sDashboard.Cluster.Connection;

/// <summary>Reads a user's <c>tokenFile</c> from a kubeconfig: the client library's model has no such field.</summary>
internal static class KubeconfigTokenFiles
{
    /// <summary>The full path of the user's token file; null where it has none. A relative one counts from the kubeconfig.</summary>
    public static string? Of(FileInfo kubeconfig, string user)
    {
        var yaml = new YamlStream();
        using (var text = kubeconfig.OpenText()) yaml.Load(text);
        return yaml.Documents is [{ RootNode: var root }, ..]
            && (Child(root, "users") as YamlSequenceNode)?.FirstOrDefault(one => Text(Child(one, "name")) == user) is { } entry
            && Text(Child(Child(entry, "user"), "tokenFile")) is { Length: > 0 } path
                ? Path.Combine(kubeconfig.DirectoryName ?? "", path)
                : null;
    }

    private static YamlNode? Child(YamlNode? node, string key) => node is YamlMappingNode map && map.Children.TryGetValue(key, out var child) ? child : null;

    private static string? Text(YamlNode? node) => (node as YamlScalarNode)?.Value;
}
