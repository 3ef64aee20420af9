using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Rights;

/// <summary>An interactive credential plugin in the browser, on a real cluster: shown, cancelled, retried and completed.</summary>
public sealed class PluginSignInTests(Chromium chromium) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("plugin-sign-in-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task CredentialPlugin_InteractiveSignIn_IsShownCancelledAndRetried()
    {
        RealCluster.SkipUnlessThere();
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", await LayAsync());
        await using var window = await chromium.OpenAsync(Look.Desk);
        await window.Page.GotoAsync(dashboard.Login.ToString());
        var notice = window.Page.GetByRole(AriaRole.Status, new() { Name = "Connection" });
        await Assertions.Expect(notice).ToContainTextAsync("Waiting for the credential plugin sign-in since");
        await Assertions.Expect(notice.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", "https://login.example/device");
        await window.CheckAccessibilityAsync();
        await window.ShootAsync("sign-in-waiting");

        await Button(window, "Cancel sign-in").ClickAsync();
        await Assertions.Expect(notice).ToContainTextAsync("The sign-in was cancelled.");
        await Assertions
            .Expect(window.Page.GetByRole(AriaRole.Main))
            .ToContainTextAsync("the sign-in with the credential plugin sign-in was cancelled");
        Assert.Equal(1, Runs());

        await Button(window, "Sign in").ClickAsync();
        await Assertions.Expect(Button(window, "Cancel sign-in")).ToBeVisibleAsync();
        await File.WriteAllTextAsync(Of("signed-in"), "", TestContext.Current.CancellationToken);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Banner)).ToContainTextAsync("live");
        await Assertions.Expect(notice).ToHaveCountAsync(0);
        // Single-flight: all watch loops together ran it once per attempt.
        Assert.Equal(2, Runs());

        await window.Page.GotoAsync(new Uri(dashboard.Address, "/status").ToString());
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("credential plugin sign-in");
        await window.ShootAsync("sign-in-status");
        Assert.Empty(window.Errors);
    }

    private async Task<string> LayAsync()
    {
        var (cluster, user) = (await ViewAsync("clusters[0].cluster"), await ViewAsync("users[0].user"));
        await File.WriteAllTextAsync(
            Of("credential"),
            $$"""
            {"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{
              "clientCertificateData":"{{Pem(user, "client-certificate-data")}}","clientKeyData":"{{Pem(user, "client-key-data")}}"
            } }
            """,
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(
            Of("sign-in"),
            $"""
            #!/bin/sh
            cd {folder.FullName}
            echo x >>runs
            [ -e signed-in ] || echo 'Open https://login.example/device and enter the code ABCD-EFGH.' >&2
            while [ ! -e signed-in ]; do sleep 0.1; done
            cat credential
            """.ReplaceLineEndings("\n"),
            TestContext.Current.CancellationToken
        );
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Of("sign-in"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(
            Of("kubeconfig"),
            $$"""
            apiVersion: v1
            kind: Config
            current-context: test
            contexts: [{ name: test, context: { cluster: test, user: jane } }]
            clusters: [{ name: test, cluster: {{cluster}} }]
            users:
            - name: jane
              user: { exec: { apiVersion: client.authentication.k8s.io/v1, command: ./sign-in, interactiveMode: IfAvailable } }
            """,
            TestContext.Current.CancellationToken
        );
        return Of("kubeconfig");
    }

    private static Task<string> ViewAsync(string part) =>
        RealCluster.KubectlAsync("config", "view", "--raw", "--minify", "-o", $"jsonpath={{.{part}}}");

    private static string Pem(string user, string field)
    {
        var data = System.Text.Json.Nodes.JsonNode.Parse(user)![field]!.GetValue<string>();
        return System.Text.Encoding.ASCII.GetString(Convert.FromBase64String(data)).ReplaceLineEndings("\\n");
    }

    private int Runs() => File.ReadAllLines(Of("runs")).Length;

    private string Of(string file) => Path.Combine(folder.FullName, file);

    private static ILocator Button(Window window, string name) =>
        window.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
