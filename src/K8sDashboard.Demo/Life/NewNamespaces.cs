using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>What every namespace is given, and given back: an account for its pods, and the certificate by which they know the API server.</summary>
/// <param name="store">Where those of all namespaces are.</param>
/// <param name="state">The cluster.</param>
/// <param name="authority">The API server's authority as PEM; null before there is one.</param>
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

    /// <summary>The account of those pods that name none.</summary>
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
