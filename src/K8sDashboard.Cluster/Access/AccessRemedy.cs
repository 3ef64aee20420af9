using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Access;

/// <summary>
/// The RBAC rule to ask for where a right is missing, and the command that checks it.
/// See https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole.
/// </summary>
public static class AccessRemedy
{
    /// <summary>One sentence for the user who lacks the right, to be passed on to an administrator.</summary>
    /// <param name="right">The missing right.</param>
    /// <param name="more">Verbs on the same resource that are needed with it, such as <c>watch</c> with <c>list</c>.</param>
    public static string For(AccessRight right, params ReadOnlySpan<string> more)
    {
        var role = right.Target.Namespace.Length == 0 ? "a ClusterRole" : $"a Role in namespace {right.Target.Namespace}";
        var resource = right.Subresource.Length == 0 ? right.Resource : $"{right.Resource}/{right.Subresource}";
        var verbs = string.Join(", ", ((string[])[right.Verb, .. more]).Select(verb => $"\"{verb}\""));
        return $"What would help: {role} with apiGroups: [\"{right.Group}\"], resources: [\"{resource}\"], "
            + $"verbs: [{verbs}]. Check it with: {CanI(right)}";
    }

    /// <summary>The right to read objects of a type.</summary>
    /// <param name="verb"><c>get</c> or <c>list</c>.</param>
    /// <param name="type">Their type.</param>
    /// <param name="target">The object; its name is empty for all of a namespace, both are empty for all of the cluster.</param>
    public static AccessRight Reading(string verb, ResourceType type, ObjectRef target) => new(verb, type.Group, type.Plural, "", target);

    private static string CanI(AccessRight right) =>
        string.Concat(
            $"kubectl auth can-i {right.Verb} {right.Resource}",
            right.Group.Length > 0 ? $".{right.Group}" : "",
            right.Subresource.Length > 0 ? $" --subresource={right.Subresource}" : "",
            right.Target.Namespace.Length > 0 ? $" -n {right.Target.Namespace}" : ""
        );
}
