using System.Text;
using K8sDashboard.Faults;

namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>Writes kubeconfigs of users with fewer permissions than the administrator.</summary>
internal static class KubeconfigOf
{
    /// <summary>A closed port: connection refused.</summary>
    public static string NoServer() => Write("https://127.0.0.1:9", "token", "default");

    /// <summary>A server without TLS and authentication.</summary>
    public static string Plain(string server) => Write(server, "none", "default");

    /// <summary>The cluster's server with an unknown token (401).</summary>
    public static async Task<string> UnknownTokenAsync() => Write(await ServerAsync(), "this-token-was-never-given", "default");

    /// <summary>A ServiceAccount with view permissions in one namespace.</summary>
    public static async Task<string> AViewerAsync(string @namespace)
    {
        await RealCluster.KubectlAsync("-n", @namespace, "create", "serviceaccount", "viewer");
        await GrantAsync(@namespace, "viewer", "--clusterrole=view");
        return Write(await ServerAsync(), await TokenAsync(@namespace, "viewer"), @namespace);
    }

    /// <summary>A ServiceAccount that may view one namespace and scale its Deployments, but not patch them.</summary>
    public static async Task<string> AScalerAsync(string @namespace)
    {
        await RealCluster.KubectlAsync("-n", @namespace, "create", "serviceaccount", "scaler");
        await RealCluster.KubectlAsync(
            "-n",
            @namespace,
            "create",
            "role",
            "scale",
            "--verb=get,update",
            "--resource=deployments.apps/scale"
        );
        await GrantAsync(@namespace, "scaler", "--clusterrole=view");
        await GrantAsync(@namespace, "scaler", "--role=scale");
        return Write(await ServerAsync(), await TokenAsync(@namespace, "scaler"), @namespace);
    }

    private static Task<string> GrantAsync(string @namespace, string account, string role) =>
        RealCluster.KubectlAsync(
            "-n",
            @namespace,
            "create",
            "rolebinding",
            $"{account}-{role.Split('=')[1]}",
            role,
            $"--serviceaccount={@namespace}:{account}"
        );

    private static async Task<string> TokenAsync(string @namespace, string account)
    {
        var token = "";
        await Eventually.PassesAsync(
            Eventually.Soon,
            async () =>
            {
                var secret = await RealCluster.KubectlAsync(
                    "-n",
                    @namespace,
                    "get",
                    "serviceaccount",
                    account,
                    "-o",
                    "jsonpath={.secrets[0].name}"
                );
                Assert.NotEmpty(secret);
                token = await RealCluster.KubectlAsync("-n", @namespace, "get", "secret", secret, "-o", "jsonpath={.data.token}");
            }
        );
        return Encoding.UTF8.GetString(Convert.FromBase64String(token));
    }

    /// <summary>A user without credentials: the proxy adds them.</summary>
    public static string Behind(FaultProxy proxy) => User(proxy, """{ token: "none" }""");

    /// <summary>A user with these credentials, in the format of a kubeconfig.</summary>
    public static string User(FaultProxy proxy, string user) =>
        WriteUser(
            proxy.Address.ToString(),
            user,
            "default",
            $"certificate-authority-data: {Convert.ToBase64String(Encoding.ASCII.GetBytes(FaultProxy.Authority.ExportCertificatePem()))}"
        );

    private static Task<string> ServerAsync() =>
        RealCluster.KubectlAsync("config", "view", "--raw", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}");

    private static string Write(string server, string token, string @namespace) =>
        WriteUser(server, $$"""{ token: "{{token}}" }""", @namespace, "insecure-skip-tls-verify: true");

    private static string WriteUser(string server, string user, string @namespace, string tls)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(
            file,
            $$"""
            apiVersion: v1
            kind: Config
            current-context: test
            contexts: [{ name: test, context: { cluster: test, user: test, namespace: {{@namespace}} } }]
            clusters: [{ name: test, cluster: { server: "{{server}}", {{tls}} } }]
            users: [{ name: test, user: {{user}} }]
            """
        );
        return file;
    }
}
