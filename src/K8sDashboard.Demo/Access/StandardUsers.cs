using System.Security.Cryptography;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Access;

/// <summary>The users of the demo's kubeconfig.</summary>
public static class StandardUsers
{
    /// <summary>An administrator, a cluster-wide reader, and a developer with rights in a few namespaces only.</summary>
    public static IReadOnlyList<ApiUser> Create(string workNamespace) =>
        [
            new("admin", ["system:masters", "system:authenticated"], NewToken()) { Namespace = workNamespace },
            new("viewer", ["demo:viewers", "system:authenticated"], NewToken()) { Namespace = workNamespace },
            new("developer", ["demo:developers", "system:authenticated"], NewToken()) { Namespace = workNamespace },
        ];

    /// <summary>Stores the standard roles and the bindings of the users; the developer's are in the named namespaces.</summary>
    public static void Bind(ObjectStore store, IReadOnlyList<ApiUser> users, params string[] developerNamespaces)
    {
        StandardRoles.Seed(store);
        var viewer = users.Single(user => user.Name == "viewer");
        var developer = users.Single(user => user.Name == "developer");
        StandardRoles.BindCluster(store, "view", viewer);
        StandardRoles.BindCluster(store, "node-viewer", viewer);
        foreach (var ns in developerNamespaces)
            StandardRoles.Bind(store, "edit", ns, developer);
    }

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
