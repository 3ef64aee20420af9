using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection.Authentication;
using K8sDashboard.Cluster.Connection.Transport;
using K8sDashboard.Cluster.State;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Connection.Kubeconfig;

/// <summary>
/// Builds a connection's settings from a kubeconfig's context by the rules of client-go's <c>ClientConfig()</c>: a missing user is
/// anonymous; credentials are for https only; a token or certificate takes precedence over a credential plugin. See
/// https://github.com/kubernetes/client-go/blob/master/tools/clientcmd/client_config.go.
/// </summary>
internal sealed partial class KubeconfigIdentity(KubeconfigSource source, ProcessEnvironment environment, TimeProvider time, ILogger log)
{
    private const int MostNamed = 10;

    private KubeconfigModel Model => source.Model;

    /// <param name="wanted">The context's name; null means the current one.</param>
    /// <exception cref="StartupException">There is no such context, or its cluster or user is unusable.</exception>
    public ClusterIdentity Of(string? wanted)
    {
        var name = wanted ?? Model.CurrentContext;
        var context = Context(name);
        var cluster = Cluster(context, name);
        var user = Model.Users.GetValueOrDefault(context.User, UserEntry.Anonymous);
        Refuse("cluster", context.Cluster, KubeconfigCheck.FaultsOf(cluster));
        Refuse("user", context.User, KubeconfigCheck.FaultsOf(user));
        if (context.Namespace.Length > 0 && !KubeName.IsNamespace(context.Namespace))
            throw Fault(
                $"names \"{VisibleText.OneLine(context.Namespace)}\" as the namespace of context '{VisibleText.OneLine(name)}', "
                    + "which is no namespace's name"
            );
        var settings = Settings(cluster, context.Cluster, user, context.User);
        var method = SignInMethod.Of(user, settings);
        if (settings.Server.Scheme == Uri.UriSchemeHttp)
            LogPlain(method);
        return new(
            settings,
            VisibleText.OneLine(name),
            VisibleText.OneLine(context.User),
            context.Namespace.Length > 0 ? context.Namespace : "default"
        )
        {
            SignsInBy = method,
        };
    }

    private ContextEntry Context(string name)
    {
        if (Model.Contexts.TryGetValue(name, out var context))
            return context;
        if (name.Length == 0)
            throw Fault($"names no current context. Choose one with --context NAME: {Known()}");
        throw Fault($"has no context '{VisibleText.OneLine(name)}'. It has: {Known()}");
    }

    private string Known()
    {
        var names = Model.Contexts.Keys.Order(StringComparer.Ordinal).Take(MostNamed).Select(VisibleText.OneLine).ToList();
        var others = Model.Contexts.Count - names.Count;
        return names.Count == 0 ? "none" : $"{string.Join(", ", names)}{(others > 0 ? $" and {others:N0} more" : "")}";
    }

    private ClusterEntry Cluster(ContextEntry context, string name)
    {
        if (context.Cluster.Length == 0 && !Model.Clusters.ContainsKey(""))
            throw Fault($"names no cluster in context '{VisibleText.OneLine(name)}'");
        return Model.Clusters.GetValueOrDefault(context.Cluster)
            ?? throw Fault($"has no cluster '{VisibleText.OneLine(context.Cluster)}', which context '{VisibleText.OneLine(name)}' names");
    }

    private void Refuse(string what, string name, IEnumerable<string> faults)
    {
        if (faults.ToList() is { Count: > 0 } all)
            throw Fault($"cannot be used: {what} '{VisibleText.OneLine(name)}' {string.Join("; it ", all)}");
    }

    private ConnectionSettings Settings(ClusterEntry cluster, string clusterName, UserEntry user, string userName)
    {
        try
        {
            var server = ServerAddress.Parse(cluster.Server);
            var isTls = server.Scheme == Uri.UriSchemeHttps;
            var authorities =
                isTls && (cluster.CertificateAuthority.Length > 0 || !cluster.CertificateAuthorityData.IsEmpty)
                    ? PemText.Of(cluster.CertificateAuthorityData, cluster.CertificateAuthority)
                    : "";
            var signIn = isTls && user.UsesPlugin ? new PluginSignIn() : null;
            return new()
            {
                Server = server,
                Authorities = authorities.Length > 0 ? ClientCertificateReader.ReadAuthorities(authorities) : [],
                SkipTlsVerify = cluster.InsecureSkipTlsVerify,
                TlsServerName = cluster.TlsServerName,
                Proxy =
                    cluster.ProxyUrl.Length > 0 ? ProxyAddress.Parse(cluster.ProxyUrl) : EnvironmentProxy.For(server, environment.Variable),
                Impersonation =
                    user.Impersonate.Length == 0
                        ? null
                        : new(user.Impersonate, user.ImpersonateUid, user.ImpersonateGroups, user.ImpersonateUserExtra),
                SignIn = signIn,
                Credentials = isTls ? Credentials(user, userName, cluster, authorities, signIn) : null,
            };
        }
        catch (Exception fault) when (fault is KubeconfigException or CredentialException or IOException or UnauthorizedAccessException)
        {
            throw Fault($"cannot be used: cluster '{VisibleText.OneLine(clusterName)}': {VisibleText.OneLine(fault.Message.TrimEnd('.'))}");
        }
    }

    private CredentialCache? Credentials(UserEntry user, string name, ClusterEntry cluster, string authorities, PluginSignIn? signIn)
    {
        if (signIn is not null)
            return Plugin(user.Exec!, user.Exec!.ProvideClusterInfo ? ExecCredential.Cluster(cluster, authorities) : null, signIn);
        var own = new KubeconfigCredentials(user, time);
        try
        {
            if (own.Issue().Credential == ClientCredential.Anonymous)
                return null;
        }
        catch (CredentialException fault)
        {
            throw Fault($"cannot be used: user '{VisibleText.OneLine(name)}': {fault.Message}");
        }

        return new(own, time);
    }

    private CredentialCache Plugin(PluginEntry plugin, JsonObject? cluster, PluginSignIn signIn)
    {
        var credentials = new CredentialCache(
            new ExecPlugin(plugin, cluster, environment.Variable("PATH"), environment.Terminal, signIn, time, log),
            time
        );
        signIn.OnRetry(credentials);
        return credentials;
    }

    [LoggerMessage(LogLevel.Warning, "The API server is reached by plain http, where nothing is encrypted; {SignIn}")]
    private partial void LogPlain(string signIn);

    private StartupException Fault(string message) => new($"The kubeconfig {source.Files} {message}.");
}
