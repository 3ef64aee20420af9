using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Actions;

/// <summary>The object of an action.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Ref">Its name.</param>
/// <param name="Uid">The uid of the object that the user saw: a recreated object of the same name is another one.</param>
public sealed record ActionTarget(ResourceType Type, ObjectRef Ref, string Uid)
{
    public string Name => Ref.Name;

    /// <summary>The arguments of kubectl: <c>deployment/web</c>.</summary>
    public string Kubectl => $"{Type.Singular}/{Name}";

    /// <summary>The option of kubectl: <c>-n shop</c>.</summary>
    public string KubectlNamespace => $"-n {Ref.Namespace}";

    /// <summary>The object as kubectl's messages name it: <c>deployment.apps/web</c>; <c>pod/web</c> in the core group.</summary>
    public string QualifiedName => Type.Group.Length == 0 ? Kubectl : $"{Type.Singular}.{Type.Group}/{Name}";

    /// <summary>A right on it, or on one of its subresources.</summary>
    internal AccessRight Right(string verb, string subresource = "") => new(verb, Type.Group, Type.Plural, subresource, Ref);

    /// <summary>Its path, or that of one of its subresources, relative to the API server's address.</summary>
    internal string Path(string subresource = "") => ApiPath.Of(Type.ApiVersion, Type.Plural, Ref, subresource);
}
