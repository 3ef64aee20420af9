using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Actions;

/// <summary>The object of an action. The one place where actions know how its kind is called by the API and by kubectl.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Ref">Its name.</param>
/// <param name="Uid">The uid of the object that the user saw: a recreated object of the same name is another one.</param>
public sealed record ActionTarget(WorkloadKind Kind, ObjectRef Ref, string Uid)
{
    private const string Group = "apps";

    private const string Version = "v1";

    public string Name => Ref.Name;

    /// <summary>The kind as in a manifest: <c>Deployment</c>.</summary>
    public string KindName => Kind.ToString();

    /// <summary>The arguments of kubectl: <c>deployment/web</c>.</summary>
    public string Kubectl => $"{Singular}/{Name}";

    /// <summary>The option of kubectl: <c>-n shop</c>.</summary>
    public string KubectlNamespace => $"-n {Ref.Namespace}";

    /// <summary>The object as kubectl's messages name it: <c>deployment.apps/web</c>.</summary>
    public string QualifiedName => $"{Singular}.{Group}/{Name}";

    private string Singular => KindName.ToLowerInvariant();

    private string Plural =>
        Kind switch
        {
            WorkloadKind.Deployment => "deployments",
            WorkloadKind.ReplicaSet => "replicasets",
            WorkloadKind.StatefulSet => "statefulsets",
            _ => throw new InvalidOperationException($"{Kind} has no plural."),
        };

    /// <summary>A right on it, or on one of its subresources.</summary>
    internal AccessRight Right(string verb, string subresource = "") => new(verb, Group, Plural, subresource, Ref);

    /// <summary>Its path, or that of one of its subresources, relative to the API server's address.</summary>
    internal string Path(string subresource = "") => ApiPath.Of($"{Group}/{Version}", Plural, Ref, subresource);
}
