using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// Creates, and restores, the contents of every namespace: the service account default and the ConfigMap kube-root-ca.crt.
/// </summary>
/// <param name="store">The store with the namespaces of all views.</param>
/// <param name="state">The cluster.</param>
/// <param name="authority">The API server's CA certificate as PEM; null before it exists.</param>
public sealed class NewNamespaces(ObjectStore store, ClusterState state, Func<string?> authority)
{
    private const string Certificate = "kube-root-ca.crt";

    public void Turn(DateTimeOffset now)
    {
        foreach (var space in state.List<Namespace>().Where(space => space.Metadata.DeletionTimestamp is null))
        {
            var ns = space.Metadata.Name;
            if (store.Find(Kinds.Of<ServiceAccount>(), ns, "default") is null)
                ClusterState.Try(() => store.Create(Account(ns, now)));
            if (authority() is { } pem && store.Find(Kinds.Of<ConfigMap>(), ns, Certificate) is null)
                ClusterState.Try(() =>
                    store.Create(
                        new ConfigMap
                        {
                            Metadata = new ObjectMeta
                            {
                                Namespace = ns,
                                Name = Certificate,
                                CreationTimestamp = space.Metadata.CreationTimestamp,
                            },
                            Data = { ["ca.crt"] = pem },
                        }
                    )
                );
        }
    }

    /// <summary>The service account of pods that name none.</summary>
    public static ServiceAccount Account(string ns, DateTimeOffset made) =>
        new()
        {
            Metadata = new ObjectMeta
            {
                Namespace = ns,
                Name = "default",
                CreationTimestamp = made.ToTime(),
            },
        };
}
