using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Namespaces;

namespace K8sDashboard.Cluster.Connection.Kubeconfig;

/// <summary>
/// The model of kubeconfig files: every field that client-go interprets. Keys are case-sensitive. Ignored, as by client-go, are
/// <c>preferences</c> and extensions other than <see cref="ClusterEntry.PluginConfig"/>.
/// See https://github.com/kubernetes/client-go/blob/master/tools/clientcmd/api/v1/types.go.
/// </summary>
internal sealed record KubeconfigModel(
    string CurrentContext,
    ImmutableDictionary<string, ClusterEntry> Clusters,
    ImmutableDictionary<string, UserEntry> Users,
    ImmutableDictionary<string, ContextEntry> Contexts
)
{
    public static readonly KubeconfigModel Empty = new(
        "",
        ImmutableDictionary<string, ClusterEntry>.Empty,
        ImmutableDictionary<string, UserEntry>.Empty,
        ImmutableDictionary<string, ContextEntry>.Empty
    );

    public bool IsEmpty => CurrentContext.Length == 0 && Clusters.IsEmpty && Users.IsEmpty && Contexts.IsEmpty;

    /// <summary>Merges by kubectl's rule: the first file to set a key wins; entries of the same name are not merged by field.</summary>
    public KubeconfigModel Or(KubeconfigModel later) =>
        new(
            CurrentContext.Length > 0 ? CurrentContext : later.CurrentContext,
            later.Clusters.SetItems(Clusters),
            later.Users.SetItems(Users),
            later.Contexts.SetItems(Contexts)
        );
}

/// <summary>A cluster: the address of its API server and its TLS settings.</summary>
internal sealed record ClusterEntry
{
    public string Server { get; init; } = "";

    public string TlsServerName { get; init; } = "";

    public bool InsecureSkipTlsVerify { get; init; }

    /// <summary>An absolute path; empty where there is none.</summary>
    public string CertificateAuthority { get; init; } = "";

    public ImmutableArray<byte> CertificateAuthorityData { get; init; } = [];

    public string ProxyUrl { get; init; } = "";

    public bool DisableCompression { get; init; }

    /// <summary>
    /// The extension <c>client.authentication.k8s.io/exec</c>: passed to a credential plugin with <c>provideClusterInfo</c>.
    /// </summary>
    public YamlValue PluginConfig { get; init; } = YamlValue.Null;
}

/// <summary>A user: all authentication methods.</summary>
internal sealed record UserEntry
{
    public static readonly UserEntry Anonymous = new();

    public string ClientCertificate { get; init; } = "";

    public ImmutableArray<byte> ClientCertificateData { get; init; } = [];

    public string ClientKey { get; init; } = "";

    public ImmutableArray<byte> ClientKeyData { get; init; } = [];

    public string Token { get; init; } = "";

    public string TokenFile { get; init; } = "";

    public string Impersonate { get; init; } = "";

    public string ImpersonateUid { get; init; } = "";

    public ImmutableArray<string> ImpersonateGroups { get; init; } = [];

    public ImmutableSortedDictionary<string, ImmutableArray<string>> ImpersonateUserExtra { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    public string Username { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>The name of an auth provider, which client-go supported before 1.26; null where there is none.</summary>
    public string? AuthProvider { get; init; }

    public PluginEntry? Exec { get; init; }

    /// <summary>By client-go's rule, no plugin is run where the kubeconfig itself holds a credential.</summary>
    public bool UsesPlugin =>
        Exec is not null
        && this is { Token: "", TokenFile: "", Username: "", Password: "", ClientCertificate: "", ClientCertificateData.IsEmpty: true };
}

/// <summary>A context: cluster, user and namespace.</summary>
internal sealed record ContextEntry(string Cluster, string User, string Namespace);

/// <summary>A credential plugin: a program that prints a token or a certificate.</summary>
internal sealed record PluginEntry
{
    /// <summary>A name to resolve by PATH, or an absolute path.</summary>
    public string Command { get; init; } = "";

    public ImmutableArray<string> Args { get; init; } = [];

    public ImmutableArray<(string Name, string Value)> Env { get; init; } = [];

    public string ApiVersion { get; init; } = "";

    public string InstallHint { get; init; } = "";

    public bool ProvideClusterInfo { get; init; }

    /// <summary><c>Never</c>, <c>IfAvailable</c> or <c>Always</c>; unvalidated.</summary>
    public string InteractiveMode { get; init; } = "";
}
