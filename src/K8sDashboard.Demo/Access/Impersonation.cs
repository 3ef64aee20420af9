using K8sDashboard.Demo.Serving;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Demo.Access;

/// <summary>User impersonation, as <c>kubectl --as</c> requests it by headers.</summary>
/// <remarks><see href="https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/"/></remarks>
internal static class Impersonation
{
    private const string User = "Impersonate-User";
    private const string Group = "Impersonate-Group";
    private const string Others = "Impersonate-";
    private const string Extra = "Impersonate-Extra-";
    private const string Authentication = "authentication.k8s.io";
    private const string ServiceAccount = "system:serviceaccount:";

    /// <summary>The impersonated user; the authenticated user where no impersonation header is set.</summary>
    /// <exception cref="ApiFailure">The sender lacks the verb <c>impersonate</c>, or the headers name groups but no user.</exception>
    public static ApiUser Of(IHeaderDictionary headers, ApiUser sender, RbacEvaluator rbac)
    {
        var (name, groups) = (headers[User].ToString(), headers[Group].OfType<string>().ToList());
        if (name.Length == 0)
        {
            return headers.Keys.Any(key => key.StartsWith(Others, StringComparison.OrdinalIgnoreCase))
                ? throw ApiFailure.Internal("requested impersonation of groups, uid or extra without impersonating a user")
                : sender;
        }

        foreach (var asked in groups.Select(group => Call("groups", "", group)).Concat(Further(headers)).Prepend(CallOf(name)))
        {
            var question = new AccessQuestion(asked.Verb)
            {
                Group = asked.Group,
                Resource = asked.Plural,
                Namespace = asked.Namespace,
                Name = asked.Name,
                Subresource = asked.Subresource,
            };
            if (!rbac.Allows(sender, question))
                throw ApiFailure.Forbidden(asked, sender.Name);
        }

        if (name == ApiUser.Anonymous.Name)
            return new ApiUser(name, [.. groups.Union(ApiUser.Anonymous.Groups)]);
        if (groups.Count == 0 && Account(name) is var (ns, _))
            groups.AddRange(["system:serviceaccounts", $"system:serviceaccounts:{ns}"]);
        return new ApiUser(name, [.. groups.Union(["system:authenticated"])]);
    }

    // Uids and extra fields are authorized like names and groups, though nothing here depends on them.
    private static IEnumerable<ResourceCall> Further(IHeaderDictionary headers) =>
        headers
            .Where(header =>
                header.Key.Equals(Others + "Uid", StringComparison.OrdinalIgnoreCase)
                || header.Key.StartsWith(Extra, StringComparison.OrdinalIgnoreCase)
            )
            .SelectMany(header =>
                header
                    .Value.OfType<string>()
                    .Select(value =>
                        header.Key.Length > Extra.Length
                            ? Call("userextras", "", value) with
                            {
                                Group = Authentication,
                                Subresource = header.Key[Extra.Length..].ToLowerInvariant(),
                            }
                            : Call("uids", "", value) with
                            {
                                Group = Authentication,
                            }
                    )
            );

    private static ResourceCall CallOf(string user) =>
        Account(user) is var (ns, name) ? Call("serviceaccounts", ns, name) : Call("users", "", user);

    private static (string Namespace, string Name)? Account(string user) =>
        user.StartsWith(ServiceAccount, StringComparison.Ordinal) && user[ServiceAccount.Length..].Split(':') is [var ns, var name]
            ? (ns, name)
            : null;

    private static ResourceCall Call(string plural, string ns, string name) => new("impersonate", "", "v1", plural, ns, name, "");
}
