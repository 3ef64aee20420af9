using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace K8sDashboard.EndToEnd.Tests.BadInputs;

/// <summary>Canary credentials: every kind of credential that a kubeconfig may hold, each with a text that must not leak.</summary>
internal static class CanaryCredentials
{
    public const string Canary = "canary-credential-5be1c7";

    private const string Answer =
        "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"token\":\"" + Canary + "\"}}";

    private static readonly Lazy<(string Certificate, string Key)> Pem = new(Make);

    /// <summary>The user of a kubeconfig, by kind of credential.</summary>
    public static readonly IReadOnlyDictionary<string, Func<string>> Users = new Dictionary<string, Func<string>>
    {
        ["token"] = () => $"{{ token: \"{Canary}\" }}",
        ["password"] = () => $"{{ username: ada, password: \"{Canary}\" }}",
        ["client key"] = () => $"{{ client-certificate-data: {Base64(Pem.Value.Certificate)}, client-key-data: {Base64(Pem.Value.Key)} }}",
        ["client key file"] = () =>
            $"{{ client-certificate: \"{FileOf(Pem.Value.Certificate)}\", client-key: \"{FileOf(Pem.Value.Key)}\" }}",
        ["program"] = () =>
            $"{{ exec: {{ apiVersion: client.authentication.k8s.io/v1, command: cat, "
            + $"args: [ \"{FileOf(Answer)}\" ], interactiveMode: Never }} }}",
    };

    /// <summary>Invalid users, with a credential in or beside the invalid field.</summary>
    public static readonly IReadOnlyDictionary<string, string> Broken = new Dictionary<string, string>
    {
        ["a token that is a list"] = $"{{ token: [ {Canary} ] }}",
        ["a token that is a map"] = $"{{ token: {{ {Canary}: {Canary} }} }}",
        ["a token that does not end"] = $"{{ token: \"{Canary}",
        ["a token with a tab"] = $"{{ token: {Canary}\t: : {Canary} }}",
        ["a token under another name"] = $"{{ tokens: {Canary}, {Canary}: 1 }}",
        ["a token with a line break"] = $"{{ token: \"{Canary}\\r\\nX-Other: 1\" }}",
        ["a key that is no key"] = $"{{ client-certificate-data: {Base64(Pem.Value.Certificate)}, client-key-data: {Base64(Canary)} }}",
        ["a key that is no base64"] = $"{{ client-certificate-data: {Base64(Pem.Value.Certificate)}, client-key-data: \"{Canary}!\" }}",
        ["a certificate that is none"] = $"{{ client-certificate-data: {Base64(Canary)}, client-key-data: {Base64(Pem.Value.Key)} }}",
        ["a key of another certificate"] =
            $"{{ client-certificate-data: {Base64(Pem.Value.Certificate)}, client-key-data: {Base64(Make().Key)} }}",
        ["a program that is not there"] =
            $"{{ exec: {{ apiVersion: client.authentication.k8s.io/v1, command: /no/such/program, "
            + $"env: [ {{ name: A, value: {Canary} }} ] }} }}",
        ["a program of another version"] =
            $"{{ exec: {{ apiVersion: other/v9, command: sh, args: [ -c, 'true' ], env: [ {{ name: A, value: {Canary} }} ] }} }}",
        ["a provider that nobody knows"] = $"{{ auth-provider: {{ name: other, config: {{ access-token: {Canary} }} }} }}",
        ["an alias that nothing has"] = $"{{ token: *{Canary} }}",
        ["a tag that nothing has"] = $"{{ token: !{Canary} x }}",
    };

    /// <summary>The canary in plain text, or in base64 at any alignment.</summary>
    public static bool IsSeenIn(string text) =>
        text.Contains(Canary, StringComparison.Ordinal) || Encoded.Any(part => text.Contains(part, StringComparison.Ordinal));

    private static string[] Encoded { get; } =
    [
        .. Enumerable
            .Range(0, 3)
            .Select(shift => Convert.ToBase64String(Encoding.ASCII.GetBytes(new string(' ', shift) + Canary))[(shift == 0 ? 0 : 4)..^4]),
    ];

    /// <summary>PEM allows explanatory text before its header (RFC 7468); that of a key is as secret as the key.</summary>
    private static (string Certificate, string Key) Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=ada", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            TimeProvider.System.GetUtcNow().AddDays(-1),
            TimeProvider.System.GetUtcNow().AddDays(1)
        );
        return (certificate.ExportCertificatePem(), $"{Canary}\n{key.ExportPkcs8PrivateKeyPem()}\n{Canary}\n");
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    private static string FileOf(string text)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, text);
        return file;
    }
}
