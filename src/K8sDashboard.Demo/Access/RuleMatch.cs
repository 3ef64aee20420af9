using K8sDashboard.Demo.Api.Rbac.V1;

namespace K8sDashboard.Demo.Access;

/// <summary>Matches one policy rule of a role against an access review.</summary>
internal static class RuleMatch
{
    private const string Any = "*";

    public static bool Allows(PolicyRule rule, AccessQuestion question) =>
        Has(rule.Verbs, question.Verb) && (question.Path.Length > 0 ? AllowsPath(rule, question.Path) : AllowsResource(rule, question));

    private static bool AllowsResource(PolicyRule rule, AccessQuestion question) =>
        Has(rule.ApiGroups, question.Group)
        && (
            Has(rule.Resources, question.FullResource)
            || (question.Subresource.Length > 0 && rule.Resources.Contains($"{Any}/{question.Subresource}"))
        )
        && (rule.ResourceNames.Count == 0 || rule.ResourceNames.Contains(question.Name));

    private static bool AllowsPath(PolicyRule rule, string path) =>
        rule.NonResourceURLs.Any(url =>
            url == Any
            || url == path
            || (url.EndsWith(Any, StringComparison.Ordinal) && path.StartsWith(url[..^1], StringComparison.Ordinal))
        );

    private static bool Has(IEnumerable<string> allowed, string wanted) => allowed.Any(one => one == Any || one == wanted);
}
