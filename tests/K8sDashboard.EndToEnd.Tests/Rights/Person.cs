using System.Text;
using k8s;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Connection.Authentication;
using K8sDashboard.Cluster.Connection.Kubeconfig;
using K8sDashboard.EndToEnd.Tests.Harness;

namespace K8sDashboard.EndToEnd.Tests.Rights;

/// <summary>
/// A ServiceAccount with two ways to determine its permissions: the dashboard's client as the account, and kubectl as the administrator
/// (can-i --as).
/// </summary>
internal sealed class Person : IDisposable
{
    private readonly string account;
    private readonly Kubernetes client;

    private Person(string account, Kubernetes client, string home) =>
        (this.account, this.client, Connection, Actor) = (
            account,
            client,
            new ClusterConnection(client, "test", account, home),
            new Actor(account, client, ReadOnly: false)
        );

    public ClusterConnection Connection { get; }

    public Actor Actor { get; }

    public static async Task<Person> CreateAsync(string name, string home)
    {
        await RealCluster.KubectlAsync("-n", home, "create", "serviceaccount", name);
        var token = "";
        await Eventually.PassesAsync(
            Eventually.Soon,
            async () =>
            {
                var secret = await RealCluster.KubectlAsync("-n", home, "get", "serviceaccount", name, "-o", "jsonpath={.secrets[0].name}");
                Assert.NotEmpty(secret);
                token = await RealCluster.KubectlAsync("-n", home, "get", "secret", secret, "-o", "jsonpath={.data.token}");
            }
        );
        var user = new UserEntry { Token = Encoding.UTF8.GetString(Convert.FromBase64String(token)) };
        var server = await RealCluster.KubectlAsync("config", "view", "--raw", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}");
        return new(
            $"system:serviceaccount:{home}:{name}",
            GuardedClient.Create(
                new ConnectionSettings
                {
                    Server = new($"{server}/"),
                    SkipTlsVerify = true,
                    Credentials = new(new KubeconfigCredentials(user, TimeProvider.System), TimeProvider.System),
                }
            ),
            home
        );
    }

    /// <summary><c>kubectl auth can-i</c>; an empty namespace: cluster-wide.</summary>
    public async Task<bool> MayAsync(string verb, string resource, string @namespace, string subresource = "")
    {
        string[] where = @namespace.Length == 0 ? ["--all-namespaces"] : ["-n", @namespace];
        string[] part = subresource.Length == 0 ? [] : [$"--subresource={subresource}"];
        return (await KubectlAsync(["auth", "can-i", verb, resource, .. where, .. part])).Output.Trim() == "yes";
    }

    /// <summary><c>kubectl get</c>: the names of a namespace's objects; null where it is forbidden.</summary>
    public async Task<string[]?> GetAsync(string resource, string @namespace)
    {
        var (code, output, _) = await KubectlAsync(["get", resource, "-n", @namespace, "-o", "jsonpath={.items[*].metadata.name}"]);
        return code == 0 ? [.. output.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)] : null;
    }

    public void Dispose()
    {
        Connection.Dispose();
        client.Dispose();
    }

    private Task<(int Code, string Output, string Error)> KubectlAsync(string[] arguments) =>
        RealCluster.TryKubectlAsync([.. arguments, $"--as={account}"]);
}
