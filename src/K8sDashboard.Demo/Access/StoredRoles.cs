using Google.Protobuf;
using K8sDashboard.Demo.Api.Rbac.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Access;

/// <summary>An immutable cache of the decoded roles and bindings, valid until one of them changes.</summary>
internal sealed class StoredRoles
{
    private static readonly ResourceKind[] Read =
    [
        Kinds.Of<ClusterRole>(),
        Kinds.Of<Role>(),
        Kinds.Of<ClusterRoleBinding>(),
        Kinds.Of<RoleBinding>(),
    ];

    private readonly ObjectStore store;
    private readonly KindSnapshot[] from;
    private readonly Dictionary<string, ClusterRole> clusterRoles;
    private readonly Dictionary<(string Namespace, string Name), Role> roles;

    public StoredRoles(ObjectStore store, KindSnapshot[]? snapshots)
    {
        this.store = store;
        from = snapshots ?? Snapshots(store);
        clusterRoles = All<ClusterRole>(0).ToDictionary(role => role.Metadata.Name);
        roles = All<Role>(1).ToDictionary(role => (role.Metadata.Namespace, role.Metadata.Name));
        ClusterBindings = [.. All<ClusterRoleBinding>(2)];
        Bindings = [.. All<RoleBinding>(3)];
    }

    public IReadOnlyList<ClusterRoleBinding> ClusterBindings { get; }

    public IReadOnlyList<RoleBinding> Bindings { get; }

    /// <summary>This cache, or a new one where roles or bindings have changed since.</summary>
    public StoredRoles Renewed()
    {
        var now = Snapshots(store);
        return now.Zip(from).All(pair => ReferenceEquals(pair.First.Objects, pair.Second.Objects)) ? this : new StoredRoles(store, now);
    }

    public IEnumerable<PolicyRule> RulesOf(RoleRef reference, string ns) =>
        reference.Kind == "ClusterRole"
            ? clusterRoles.GetValueOrDefault(reference.Name)?.Rules ?? []
            : roles.GetValueOrDefault((ns, reference.Name))?.Rules ?? [];

    private static KindSnapshot[] Snapshots(ObjectStore store) => [.. Read.Select(store.Snapshot)];

    private IEnumerable<T> All<T>(int index)
        where T : IMessage => from[index].Objects.Select(stored => (T)Read[index].Parse(stored.Bytes));
}
