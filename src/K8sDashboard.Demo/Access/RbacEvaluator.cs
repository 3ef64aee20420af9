using K8sDashboard.Demo.Api.Rbac.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Access;

/// <summary>The RBAC authorizer. Changes of the stored roles and bindings take effect at once.</summary>
internal sealed class RbacEvaluator(ObjectStore store)
{
    private const string Masters = "system:masters";

    private StoredRoles roles = new(store, null);

    public bool Allows(ApiUser user, AccessQuestion question) =>
        user.Groups.Contains(Masters) || RulesOf(user, question.Namespace).Any(rule => RuleMatch.Allows(rule, question));

    /// <summary>The rules that apply to a user in a namespace; without one, those of the cluster role bindings.</summary>
    public IEnumerable<PolicyRule> RulesOf(ApiUser user, string ns)
    {
        if (user.Groups.Contains(Masters))
        {
            yield return new PolicyRule
            {
                Verbs = { "*" },
                ApiGroups = { "*" },
                Resources = { "*" },
            };
            yield return new PolicyRule { Verbs = { "*" }, NonResourceURLs = { "*" } };
        }

        var current = roles = roles.Renewed();
        foreach (
            var rule in current
                .ClusterBindings.Where(binding => Binds(binding.Subjects, user))
                .SelectMany(binding => current.RulesOf(binding.RoleRef, ""))
        )
            yield return rule;
        foreach (
            var rule in current
                .Bindings.Where(binding => binding.Metadata.Namespace == ns && Binds(binding.Subjects, user))
                .SelectMany(binding => current.RulesOf(binding.RoleRef, ns))
        )
            yield return rule;
    }

    private static bool Binds(IEnumerable<Subject> subjects, ApiUser user) =>
        subjects.Any(subject =>
            subject.Kind switch
            {
                "User" => subject.Name == user.Name,
                "Group" => user.Groups.Contains(subject.Name),
                "ServiceAccount" => user.Name == $"system:serviceaccount:{subject.Namespace}:{subject.Name}",
                _ => false,
            }
        );
}
