using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using K8sDashboard.Faults;

namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>The real cluster behind the fault proxy, which has the administrator's certificate; clients only need the proxy's CA.</summary>
internal static class FaultyCluster
{
    /// <summary>Starts the proxy; skips the test where the administrator has no client certificate.</summary>
    public static async Task<FaultProxy> StartAsync()
    {
        RealCluster.SkipUnlessThere();
        var (certificate, key) = (
            await ReadAsync("users[0].user.client-certificate-data"),
            await ReadAsync("users[0].user.client-key-data")
        );
        Assert.SkipWhen(certificate.Length == 0 || key.Length == 0, "the kubeconfig holds no client certificate that a proxy could use");
        var authority = X509Certificate2.CreateFromPem(await ReadAsync("clusters[0].cluster.certificate-authority-data"));
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates =
                [
                    X509CertificateLoader.LoadPkcs12(X509Certificate2.CreateFromPem(certificate, key).Export(X509ContentType.Pkcs12), null),
                ],
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { authority },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };
        var server = await RealCluster.KubectlAsync("config", "view", "--raw", "--minify", "-o", "jsonpath={.clusters[0].cluster.server}");
        return await FaultProxy.StartAsync(new(new Uri(server)) { Upstream = handler });
    }

    private static async Task<string> ReadAsync(string path) =>
        Encoding.UTF8.GetString(
            Convert.FromBase64String(await RealCluster.KubectlAsync("config", "view", "--raw", "--minify", "-o", $"jsonpath={{.{path}}}"))
        );
}
