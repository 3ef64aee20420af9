using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection.Kubeconfig;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>
/// The <c>ExecCredential</c> messages between client and credential plugin.
/// See https://kubernetes.io/docs/reference/config-api/client-authentication.v1/.
/// </summary>
internal static class ExecCredential
{
    /// <summary>The environment variable with the request.</summary>
    public const string Variable = "KUBERNETES_EXEC_INFO";

    private const string Kind = "ExecCredential";

    public static readonly ImmutableArray<string> ApiVersions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];

    /// <summary>The request, as JSON.</summary>
    /// <param name="apiVersion">One of <see cref="ApiVersions"/>.</param>
    /// <param name="interactive">The plugin may prompt the user.</param>
    /// <param name="cluster">The cluster for <c>provideClusterInfo</c>; null where that is not set.</param>
    public static string Request(string apiVersion, bool interactive, JsonObject? cluster)
    {
        var spec = new JsonObject();
        if (cluster is not null)
            spec["cluster"] = cluster.DeepClone();
        spec["interactive"] = interactive;
        return new JsonObject
        {
            ["kind"] = Kind,
            ["apiVersion"] = apiVersion,
            ["spec"] = spec,
        }.ToJsonString();
    }

    /// <summary>The cluster, for a plugin with <c>provideClusterInfo</c>.</summary>
    /// <exception cref="KubeconfigException">The extension for the plugin cannot be represented in JSON.</exception>
    public static JsonObject Cluster(ClusterEntry cluster, string authorities)
    {
        var info = new JsonObject { ["server"] = cluster.Server };
        if (cluster.TlsServerName.Length > 0)
            info["tls-server-name"] = cluster.TlsServerName;
        if (cluster.InsecureSkipTlsVerify)
            info["insecure-skip-tls-verify"] = true;
        if (authorities.Length > 0)
            info["certificate-authority-data"] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(authorities));
        if (cluster.ProxyUrl.Length > 0)
            info["proxy-url"] = cluster.ProxyUrl;
        if (cluster.DisableCompression)
            info["disable-compression"] = true;
        info["config"] = YamlJson.Of(cluster.PluginConfig);
        return info;
    }

    /// <summary>Parses the plugin's response, JSON or YAML.</summary>
    /// <param name="answer">Its standard output.</param>
    /// <param name="apiVersion">The version of the request, which the response must have too.</param>
    /// <exception cref="CredentialException">The response is invalid, or holds no credential. The message quotes none of it.</exception>
    public static IssuedCredential Parse(string answer, string apiVersion)
    {
        try
        {
            using var text = new StringReader(answer);
            var root = KubeconfigFields.Of(YamlReader.Read(text));
            if (root.Text("kind") != Kind)
                throw new CredentialException($"printed no {Kind}");
            if (root.Text("apiVersion") != apiVersion)
                throw new CredentialException($"printed another apiVersion than {apiVersion}, in which it was asked");
            if (!root.Has("status"))
                throw new CredentialException($"printed an {Kind} without a status");
            return Issued(root.Child("status"));
        }
        catch (KubeconfigException fault)
        {
            throw new CredentialException($"printed what is no {Kind}: {fault.Message}");
        }
    }

    private static IssuedCredential Issued(KubeconfigFields status)
    {
        var (token, certificate, key) = (status.Text("token"), status.Text("clientCertificateData"), status.Text("clientKeyData"));
        if (token.Length + certificate.Length + key.Length == 0)
            throw new CredentialException("printed neither a token nor a certificate");
        if (certificate.Length == 0 != (key.Length == 0))
            throw new CredentialException("printed only one of certificate and key");
        return new(
            new(
                token.Length == 0 ? null : BearerToken.Header(token, "the token it printed"),
                certificate.Length == 0 ? null : ClientCertificateReader.Read(certificate, key)
            ),
            Expires(status.Text("expirationTimestamp"))
        );
    }

    private static DateTimeOffset? Expires(string text) =>
        text.Length == 0 ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw new CredentialException("printed an expirationTimestamp that is no time");
}
