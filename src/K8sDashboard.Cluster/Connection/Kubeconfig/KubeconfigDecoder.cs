using System.Collections.Immutable;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Connection.Kubeconfig;

/// <summary>
/// Decodes one kubeconfig file by client-go's rules: null equals absent, a duplicate name in a list is an error, relative paths are
/// resolved against the file's folder.
/// See https://github.com/kubernetes/client-go/blob/master/tools/clientcmd/loader.go.
/// </summary>
internal static class KubeconfigDecoder
{
    private const string PluginExtension = "client.authentication.k8s.io/exec";

    /// <param name="document">The file's first YAML document.</param>
    /// <param name="folder">The file's folder, an absolute path.</param>
    /// <exception cref="KubeconfigException">A field has a wrong type, or the file is of another kind.</exception>
    public static KubeconfigModel Decode(YamlValue document, string folder)
    {
        var root = KubeconfigFields.Of(document);
        if (root.Text("kind") is not ("" or "Config"))
            throw new KubeconfigException($"its kind is \"{VisibleText.OneLine(root.Text("kind"))}\", not \"Config\"");
        if (root.Text("apiVersion") is not ("" or "v1"))
            throw new KubeconfigException($"its apiVersion is \"{VisibleText.OneLine(root.Text("apiVersion"))}\", not \"v1\"");
        return new(
            root.Text("current-context"),
            Named(root, "clusters", entry => Cluster(entry.Child("cluster"), folder)),
            Named(root, "users", entry => User(entry.Child("user"), folder)),
            Named(root, "contexts", entry => Context(entry.Child("context")))
        );
    }

    private static ImmutableDictionary<string, T> Named<T>(KubeconfigFields root, string list, Func<KubeconfigFields, T> decode)
    {
        var entries = ImmutableDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (var entry in root.List(list))
        {
            var name = entry.Text("name");
            if (entries.ContainsKey(name))
                throw new KubeconfigException($"{list} has two entries named \"{VisibleText.OneLine(name)}\"");
            entries[name] = decode(entry);
        }

        return entries.ToImmutable();
    }

    private static ClusterEntry Cluster(KubeconfigFields cluster, string folder) =>
        new()
        {
            Server = cluster.Text("server"),
            TlsServerName = cluster.Text("tls-server-name"),
            InsecureSkipTlsVerify = cluster.Flag("insecure-skip-tls-verify"),
            CertificateAuthority = FullPath(cluster.Text("certificate-authority"), folder),
            CertificateAuthorityData = cluster.Bytes("certificate-authority-data"),
            ProxyUrl = cluster.Text("proxy-url"),
            DisableCompression = cluster.Flag("disable-compression"),
            PluginConfig = cluster
                .List("extensions")
                .Where(extension => extension.Text("name") == PluginExtension)
                .Select(extension => extension.Value("extension"))
                .LastOrDefault(YamlValue.Null),
        };

    private static UserEntry User(KubeconfigFields user, string folder) =>
        new()
        {
            ClientCertificate = FullPath(user.Text("client-certificate"), folder),
            ClientCertificateData = user.Bytes("client-certificate-data"),
            ClientKey = FullPath(user.Text("client-key"), folder),
            ClientKeyData = user.Bytes("client-key-data"),
            Token = user.Text("token"),
            TokenFile = FullPath(user.Text("tokenFile"), folder),
            Impersonate = user.Text("as"),
            ImpersonateUid = user.Text("as-uid"),
            ImpersonateGroups = user.Texts("as-groups"),
            ImpersonateUserExtra = user.TextsByKey("as-user-extra"),
            Username = user.Text("username"),
            Password = user.Text("password"),
            AuthProvider = user.Has("auth-provider") ? user.Child("auth-provider").Text("name") : null,
            Exec = user.Has("exec") ? Plugin(user.Child("exec"), folder) : null,
        };

    private static ContextEntry Context(KubeconfigFields context) =>
        new(context.Text("cluster"), context.Text("user"), context.Text("namespace"));

    private static PluginEntry Plugin(KubeconfigFields exec, string folder)
    {
        var (command, version, mode) = (exec.Text("command"), exec.Text("apiVersion"), exec.Text("interactiveMode"));
        return new()
        {
            // A bare name is resolved by PATH only, never against the current directory.
            Command = command.Contains(Path.DirectorySeparatorChar) ? FullPath(command, folder) : command,
            Args = exec.Texts("args"),
            Env = [.. exec.List("env").Select(variable => (variable.Text("name"), variable.Text("value")))],
            ApiVersion = version,
            InstallHint = exec.Text("installHint"),
            ProvideClusterInfo = exec.Flag("provideClusterInfo"),
            // Required in v1; the older versions did not have the field.
            InteractiveMode =
                mode.Length == 0 && version is "client.authentication.k8s.io/v1beta1" or "client.authentication.k8s.io/v1alpha1"
                    ? "IfAvailable"
                    : mode,
        };
    }

    private static string FullPath(string path, string folder)
    {
        if (path.Contains('\0'))
            throw new KubeconfigException("a path holds a NUL character");
        return path.Length == 0 ? "" : Path.GetFullPath(path, folder);
    }
}
