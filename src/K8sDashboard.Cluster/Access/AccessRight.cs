using System.Text.Json.Nodes;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Access;

/// <summary>One permission, in the terms of Kubernetes RBAC.</summary>
/// <param name="Verb"><c>get</c>, <c>list</c>, <c>update</c>, <c>patch</c> …</param>
/// <param name="Group">The API group; empty for the core one.</param>
/// <param name="Resource">The plural: <c>deployments</c>.</param>
/// <param name="Subresource"><c>scale</c>, for example; empty for the object itself.</param>
/// <param name="Target">The object; its name is empty for all of a namespace, both are empty for all of the cluster.</param>
public readonly record struct AccessRight(string Verb, string Group, string Resource, string Subresource, ObjectRef Target)
{
    /// <summary>
    /// The same right at cluster, namespace and object scope, widest first, so that one cluster-wide review serves all objects. RBAC's
    /// <c>resourceNames</c> are found by the last one only.
    /// </summary>
    internal IEnumerable<AccessRight> WidestFirst()
    {
        if (Target.Namespace.Length > 0)
            yield return this with
            {
                Target = new("", ""),
            };
        if (Target.Name.Length > 0)
            yield return this with
            {
                Target = Target with { Name = "" },
            };
        yield return this;
    }

    internal JsonObject Review() =>
        new()
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SelfSubjectAccessReview",
            ["spec"] = new JsonObject
            {
                ["resourceAttributes"] = new JsonObject
                {
                    ["verb"] = Verb,
                    ["group"] = Group,
                    ["resource"] = Resource,
                    ["subresource"] = Subresource,
                    ["namespace"] = Target.Namespace,
                    ["name"] = Target.Name,
                },
            },
        };

    /// <summary><c>patch deployments in namespace shop</c>.</summary>
    public override string ToString() =>
        $"{Verb} {Resource}{(Subresource.Length == 0 ? "" : "/")}{Subresource} "
        + (Target.Namespace.Length == 0 ? "in the whole cluster" : $"in namespace {Target.Namespace}");
}
