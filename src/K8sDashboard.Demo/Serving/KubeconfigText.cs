using System.Text;
using K8sDashboard.Demo.Access;

namespace K8sDashboard.Demo.Serving;

/// <summary>The kubeconfig of the simulated cluster: one context per user, the first one current.</summary>
internal static class KubeconfigText
{
    public static string Of(Uri server, string authority, string cluster, IReadOnlyList<ApiUser> users)
    {
        var text = new StringBuilder();
        text.Append(
            $"apiVersion: v1\nkind: Config\nclusters:\n- name: {cluster}\n  cluster:\n    server: {server.AbsoluteUri.TrimEnd('/')}\n"
        );
        text.Append($"    certificate-authority-data: {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(authority))}\nusers:\n");
        foreach (var user in users)
            text.Append($"- name: {user.Name}\n  user:\n    token: {user.Token}\n");
        text.Append("contexts:\n");
        foreach (var user in users)
        {
            text.Append($"- name: {ContextOf(cluster, user)}\n  context:\n    cluster: {cluster}\n    user: {user.Name}\n");
            if (user.Namespace.Length > 0)
                text.Append($"    namespace: {user.Namespace}\n");
        }

        if (users.Count > 0)
            text.Append($"current-context: {ContextOf(cluster, users[0])}\n");
        return text.ToString();
    }

    private static string ContextOf(string cluster, ApiUser user) => $"{cluster}-{user.Name}";
}
