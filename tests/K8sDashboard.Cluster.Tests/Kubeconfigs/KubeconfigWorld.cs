using System.Security.Cryptography.X509Certificates;
using System.Text;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Tests.Connection;

namespace K8sDashboard.Cluster.Tests.Kubeconfigs;

/// <summary>The fixture of the kubeconfig table: servers, proxy, certificates and plugin.</summary>
public sealed class KubeconfigWorld : IAsyncLifetime
{
    // Prints its start parameters, then responds as configured.
    private const string PluginScript = """
        #!/bin/sh
        here=$(dirname "$0")/..
        { for argument in "$@"; do printf '[%s]\n' "$argument"; done; printf 'EXTRA=%s\n' "$EXTRA"; \
          printf 'stdin=[%s]\n' "$(cat)"; printf '%s\n' "$KUBERNETES_EXEC_INFO"; } >"$here/record"
        answer() { printf '{"apiVersion":"client.authentication.k8s.io/%s","kind":"%s"%s}' "${VERSION:-v1}" "${1}" "${2}"; }
        pem() { sed ':a;N;$!ba;s/\n/\\n/g' "$here/$1"; }
        case $ANSWER in
          '') answer ExecCredential ',"status":{"token":"of-the-plugin"}' ;;
          certificate) answer ExecCredential \
            ",\"status\":{\"clientCertificateData\":\"$(pem bob.crt)\",\"clientKeyData\":\"$(pem keys/bob.key)\"}" ;;
          both) answer ExecCredential \
            ",\"status\":{\"token\":\"of-the-plugin\",\"clientCertificateData\":\"$(pem bob.crt)\",\
        \"clientKeyData\":\"$(pem keys/bob.key)\"}" ;;
          yaml) printf 'apiVersion: client.authentication.k8s.io/v1\nkind: ExecCredential\nstatus:\n  token: of-the-plugin\n' ;;
          version) VERSION=v1beta1 answer ExecCredential ',"status":{"token":"of-the-plugin"}' ;;
          kind) answer Pod ',"status":{"token":"of-the-plugin"}' ;;
          garbage) echo 'Logged in as alice' ;;
          no-status) answer ExecCredential '' ;;
          empty-status) answer ExecCredential ',"status":{}' ;;
          half) answer ExecCredential ",\"status\":{\"clientCertificateData\":\"$(pem bob.crt)\"}" ;;
          expiry) answer ExecCredential ',"status":{"token":"of-the-plugin","expirationTimestamp":"tomorrow"}' ;;
          fail) echo 'please log in first' >&2; exit 3 ;;
        esac
        """;

    private readonly TestAuthority authority = new();
    private readonly TestAuthority other = new("CN=other-ca");
    private readonly List<IdentityServer> servers = [];
    private Dictionary<string, string> placeholders = [];

    internal CountingProxy Proxy { get; } = new();

    public async ValueTask InitializeAsync()
    {
        servers.Add(await IdentityServer.StartAsync("a", authority));
        servers.Add(await IdentityServer.StartAsync("b", other));
        servers.Add(await IdentityServer.StartAsync("named", authority, "api.named.test"));
        servers.Add(await IdentityServer.StartAsync("plain", null));
        var ca = $"certificate-authority-data: {authority.Data}";
        using var bob = authority.Issue(subject: "CN=bob", use: TestAuthority.ClientUse);
        var (certificate, key) = (bob.ExportCertificatePem(), bob.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        using var otherUser = other.Issue(subject: "CN=other", use: TestAuthority.ClientUse);
        placeholders = new()
        {
            ["A"] = $"server: 'https://127.0.0.1:{servers[0].Port}', {ca}",
            ["AURL"] = $"https://127.0.0.1:{servers[0].Port}",
            ["APORT"] = $"{servers[0].Port}",
            ["ACA"] = ca,
            ["BURL"] = $"https://127.0.0.1:{servers[1].Port}",
            ["NAMEDURL"] = $"https://127.0.0.1:{servers[2].Port}",
            ["NAMEDPORT"] = $"{servers[2].Port}",
            ["HTTP"] = $"server: 'http://127.0.0.1:{servers[3].Port}'",
            ["HTTPPORT"] = $"{servers[3].Port}",
            ["PROXY"] = $"http://127.0.0.1:{Proxy.Port}",
            ["PROXYPORT"] = $"{Proxy.Port}",
            ["SOCKS"] = $"socks5://127.0.0.1:{Proxy.Port}",
            ["CERTDATA"] = $"client-certificate-data: {Base64(certificate)}",
            ["KEYDATA"] = $"client-key-data: {Base64(key)}",
            ["ca.crt"] = authority.Certificate.ExportCertificatePem(),
            ["bob.crt"] = certificate,
            ["bob.key"] = key,
            ["other.key"] = otherUser.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(),
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
            await server.DisposeAsync();
        await Proxy.DisposeAsync();
        authority.Dispose();
        other.Dispose();
    }

    /// <summary>Replaces the placeholders in braces.</summary>
    public string Fill(string text) =>
        placeholders.Aggregate(
            text,
            (filled, placeholder) => filled.Replace($"{{{placeholder.Key}}}", placeholder.Value, StringComparison.Ordinal)
        );

    /// <summary>Writes the case's files, and those that its fields may name, into an empty folder.</summary>
    public void Lay(KubeconfigCase row, string folder)
    {
        Write(folder, "ca.crt", placeholders["ca.crt"]);
        Write(folder, "bob.crt", placeholders["bob.crt"]);
        Write(folder, "keys/bob.key", placeholders["bob.key"]);
        Write(folder, "keys/other.key", placeholders["other.key"]);
        Write(folder, "token", "of-the-file\n");
        Write(folder, "empty", "");
        Program(folder, "bin/plugin");
        Program(folder, "path/plugin-on-path");
        Program(folder, "plugin-beside");
        if (row.Text is not null)
            Write(folder, "kubeconfig", Fill(row.Text));
        foreach (var (name, text) in row.Files)
            Write(folder, name, Fill(text));
    }

    private static void Program(string folder, string name)
    {
        Write(folder, name, PluginScript.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path.Combine(folder, name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void Write(string folder, string name, string text)
    {
        var file = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
