using System.Security.Cryptography.X509Certificates;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Connection.Authentication;
using K8sDashboard.Cluster.Connection.Kubeconfig;
using K8sDashboard.Cluster.Tests.Connection;
using K8sDashboard.Cluster.Tests.Kubeconfigs;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Cluster.Tests.Authentication;

/// <summary>Rotation of a client certificate at runtime: connections of the old one must not serve requests of the new one.</summary>
public sealed class ClientCertificateRotationTests : IAsyncLifetime
{
    private readonly TestAuthority authority = new();
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("client-certificate-");
    private IdentityServer server = null!;

    public async ValueTask InitializeAsync() => server = await IdentityServer.StartAsync("a", authority);

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        authority.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task ClientCertificate_FilesRotated_IsReloadedEachMinuteAndKeepsTheLastMatchingPair()
    {
        Write("bob");
        var user = new UserEntry { ClientCertificate = Of("crt"), ClientKey = Of("key") };
        using var connection = Connect(new(new KubeconfigCredentials(user, time), time));
        Assert.Equal("a: certificate CN=bob", await AskAsync(connection));
        Write("barbara");
        Assert.Equal("a: certificate CN=bob", await AskAsync(connection));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("a: certificate CN=barbara", await AskAsync(connection));
        // An incomplete rotation: the last complete pair stays in use.
        File.Delete(Of("key"));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("a: certificate CN=barbara", await AskAsync(connection));
        var certificate = await File.ReadAllTextAsync(Of("crt"), TestContext.Current.CancellationToken);
        Write("bea");
        await File.WriteAllTextAsync(Of("crt"), certificate, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("a: certificate CN=barbara", await AskAsync(connection));
    }

    [Fact]
    public async Task ClientCertificate_PluginCredentialExpires_IsReplaced()
    {
        var names = new Queue<string>(["bob", "barbara"]);
        using var connection = Connect(new(new Issuing(() => new(new(null, Issue(names.Dequeue())), time.GetUtcNow().AddHours(1))), time));
        Assert.Equal("a: certificate CN=bob", await AskAsync(connection));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("a: certificate CN=barbara", await AskAsync(connection));
        Assert.Empty(names);
    }

    [Fact]
    public async Task ClientCertificate_FileWithIntermediates_SendsThem()
    {
        using var between = new TestAuthority("CN=between", authority);
        using var leaf = between.Issue(subject: "CN=bob", use: TestAuthority.ClientUse);
        await File.WriteAllTextAsync(
            Of("crt"),
            $"{leaf.ExportCertificatePem()}\n{between.Certificate.ExportCertificatePem()}\n",
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(
            Of("key"),
            leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(),
            TestContext.Current.CancellationToken
        );
        using var connection = Connect(
            new(new KubeconfigCredentials(new() { ClientCertificate = Of("crt"), ClientKey = Of("key") }, time), time)
        );
        await AskAsync(connection);
        Assert.Equal(["CN=between"], server.Intermediates);
    }

    private ClusterConnection Connect(CredentialCache credentials) =>
        new ClusterIdentity(
            new()
            {
                Server = new($"https://127.0.0.1:{server.Port}/"),
                Authorities = [authority.Certificate],
                Credentials = credentials,
            },
            "test",
            "me",
            "default"
        ).Connect();

    private static async Task<string> AskAsync(ClusterConnection connection) =>
        Assert
            .IsType<ApiAnswer.Success>(
                await new ApiClient(connection.Client, TimeProvider.System).GetAsync("api/v1/pods", TestContext.Current.CancellationToken)
            )
            .Body["identity"]!
            .GetValue<string>()
            .Replace(" anonymous", "", StringComparison.Ordinal);

    private void Write(string name)
    {
        using var certificate = authority.Issue(subject: $"CN={name}", use: TestAuthority.ClientUse);
        File.WriteAllText(Of("crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Of("key"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    private ClientCertificate Issue(string name) => new(authority.Issue(subject: $"CN={name}", use: TestAuthority.ClientUse), []);

    private string Of(string file) => Path.Combine(folder.FullName, file);

    private sealed class Issuing(Func<IssuedCredential> issue) : ICredentialSource
    {
        public Task<IssuedCredential> IssueAsync() => Task.FromResult(issue());
    }
}
