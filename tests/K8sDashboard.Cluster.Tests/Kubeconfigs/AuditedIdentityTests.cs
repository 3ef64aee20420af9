using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Tests.Connection;
using K8sDashboard.Cluster.Tests.Faults;

namespace K8sDashboard.Cluster.Tests.Kubeconfigs;

/// <summary>Authentication methods against a real API server, by the dashboard and by kubectl: its audit log has the user.</summary>
public sealed class AuditedIdentityTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audited-identity-");

    public void Dispose() => folder.Delete(recursive: true);

    public static TheoryData<string, string> Users =>
        new()
        {
            { "token: alice-token", "alice" },
            { "tokenFile: token", "alice" },
            { "{CERT}", "bob" },
            { "{CERT}, as: jane, as-groups: [dev, ops]", "bob as jane in dev,ops,system:authenticated" },
            {
                "{CERT}, as: jane, as-user-extra: { reason: [on-call, night] }",
                "bob as jane in system:authenticated because on-call,night"
            },
            { "exec: { apiVersion: client.authentication.k8s.io/v1, command: ./plugin, interactiveMode: Never }", "alice" },
            {
                (
                    "exec: { apiVersion: client.authentication.k8s.io/v1, command: ./plugin, interactiveMode: Never, "
                    + "env: [{ name: CERT, value: yes }] }"
                ).Replace("yes", "'yes'", StringComparison.Ordinal),
                "bob"
            },
            { "token: unknown", "nobody" },
        };

    [Theory]
    [Trait("BadInput", "B03-audit-log")]
    [MemberData(nameof(Users))]
    public async Task Kubeconfig_RealApiServer_IsAuditedWithTheSameIdentityAsKubectl(string user, string expected)
    {
        var (pki, log) = (Variable("TEST_CLUSTER_PKI"), Variable("TEST_AUDIT_LOG"));
        var kubectl = await NewKubectl.PathAsync();
        var kubeconfig = Lay(user, pki);
        var (ours, theirs) = ($"ours-{Guid.NewGuid():n}", $"theirs-{Guid.NewGuid():n}");

        using (var connection = ClusterIdentity.Find(new() { Kubeconfig = kubeconfig }, TimeProvider.System).Connect())
            await new ApiClient(connection.Client, TimeProvider.System).GetAsync(
                $"api/v1/namespaces/sign-in/configmaps/{ours}",
                TestContext.Current.CancellationToken
            );
        await NewKubectl.RunAsync(
            kubectl,
            ["get", "--raw", $"/api/v1/namespaces/sign-in/configmaps/{theirs}", "--kubeconfig", kubeconfig],
            [("HOME", folder.FullName), ("PATH", Environment.GetEnvironmentVariable("PATH")!)]
        );

        Assert.Equal(expected, await AuditedAsync(log, ours));
        Assert.Equal(expected, await AuditedAsync(log, theirs));
    }

    private static string Variable(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        Assert.SkipWhen(string.IsNullOrEmpty(value), "no test cluster of our own with an audit log: run 'make test' as root on Debian");
        return value!;
    }

    private string Lay(string user, string pki)
    {
        using var authority = X509Certificate2.CreateFromPemFile(Path.Combine(pki, "ca.crt"), Path.Combine(pki, "ca.key"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // Impersonation needs a right, which members of this group have.
        var request = new CertificateRequest(
            user.Contains("as:", StringComparison.Ordinal) ? "O=system:masters, CN=bob" : "CN=bob",
            key,
            HashAlgorithmName.SHA256
        );
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(TestAuthority.ClientUse)], critical: false));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.Create(authority, authority.NotBefore, now.AddDays(1), RandomNumberGenerator.GetBytes(8));
        var (certificatePem, keyPem) = (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        Write("token", "alice-token\n");
        var plugin = """
            #!/bin/sh
            status='"token":"alice-token"'
            [ -z "$CERT" ] || status='"clientCertificateData":"CERTIFICATE","clientKeyData":"KEY"'
            cat <<END
            {"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{$status}}
            END
            """;
        Write(
            "plugin",
            plugin
                .Replace("CERTIFICATE", Escaped(certificatePem), StringComparison.Ordinal)
                .Replace("KEY", Escaped(keyPem), StringComparison.Ordinal)
                .ReplaceLineEndings("\n")
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(
                Path.Combine(folder.FullName, "plugin"),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        var server = File.ReadAllLines(Environment.GetEnvironmentVariable("TEST_KUBECONFIG")!)
            .Single(line => line.Contains("server:", StringComparison.Ordinal))
            .Trim();
        var certificateFields = $"client-certificate-data: {Base64(certificatePem)}, client-key-data: {Base64(keyPem)}";
        Write(
            "kubeconfig",
            KubeconfigCase.Config(
                $"{server}, certificate-authority-data: {Base64(File.ReadAllText(Path.Combine(pki, "ca.crt")))}",
                $"{{ {user.Replace("{CERT}", certificateFields, StringComparison.Ordinal)} }}"
            )
        );
        return Path.Combine(folder.FullName, "kubeconfig");
    }

    private static async Task<string> AuditedAsync(string log, string name)
    {
        JsonNode? entry = null;
        await Wait.UntilAsync(() => (entry = Entry(log, name)) is not null, $"the audit log tells of {name}");
        var user = entry!["user"]?["username"]?.GetValue<string>() ?? "nobody";
        if (entry["impersonatedUser"] is not { } other)
            return user;
        var because = other["extra"]?["reason"] is JsonArray reasons ? $" because {string.Join(',', reasons)}" : "";
        return $"{user} as {other["username"]} in {string.Join(',', other["groups"]!.AsArray())}{because}";
    }

    private static JsonNode? Entry(string log, string name)
    {
        using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n').FirstOrDefault(line => line.Contains(name, StringComparison.Ordinal)) is { } line
            ? JsonNode.Parse(line)
            : null;
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);

    private static string Escaped(string pem) => pem.ReplaceLineEndings("\\n");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
