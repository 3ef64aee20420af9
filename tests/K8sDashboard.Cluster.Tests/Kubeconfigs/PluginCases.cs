using static K8sDashboard.Cluster.Tests.Kubeconfigs.KubeconfigCase;

namespace K8sDashboard.Cluster.Tests.Kubeconfigs;

/// <summary>Cases of credential plugins: each field of <c>exec</c>, valid and invalid, and each response of a plugin.</summary>
internal static class PluginCases
{
    private const string V1 = "client.authentication.k8s.io/v1";
    private const string Beta = "client.authentication.k8s.io/v1beta1";

    public static readonly KubeconfigCase[] All =
    [
        Plugin("v1", $"apiVersion: {V1}, command: ./bin/plugin, interactiveMode: Never", "a: Bearer of-the-plugin"),
        Plugin(
            "v1beta1",
            $"apiVersion: {Beta}, command: ./bin/plugin, env: [{{ name: VERSION, value: v1beta1 }}]",
            "a: Bearer of-the-plugin"
        ),
        Plugin(
            "IfAvailable, without a terminal",
            $"apiVersion: {V1}, command: ./bin/plugin, interactiveMode: IfAvailable",
            "a: Bearer of-the-plugin"
        ),
        Plugin(
            "Always, without a terminal",
            $"apiVersion: {V1}, command: ./bin/plugin, interactiveMode: Always",
            Refused + "needs a terminal"
        ),
        Plugin("without interactiveMode", $"apiVersion: {V1}, command: ./bin/plugin", Refused + "without interactiveMode"),
        Plugin(
            "another interactiveMode",
            $"apiVersion: {V1}, command: ./bin/plugin, interactiveMode: never",
            Refused + "interactiveMode \"never\""
        ),
        Plugin(
            "v1alpha1",
            "apiVersion: client.authentication.k8s.io/v1alpha1, command: ./bin/plugin",
            Refused + "apiVersion \"client.authentication.k8s.io/v1alpha1\""
        ),
        Plugin("without apiVersion", "command: ./bin/plugin, interactiveMode: Never", Refused + "apiVersion \"\""),
        Plugin("without command", $"apiVersion: {V1}, interactiveMode: Never", Refused + "without a command"),
        Plugin(
            "a variable without a name",
            $"apiVersion: {V1}, command: ./bin/plugin, interactiveMode: Never, env: [{{ value: x }}]",
            Refused + "a variable without a name"
        ),
        Plugin("a bare name, by PATH", $"apiVersion: {V1}, command: plugin-on-path, interactiveMode: Never", "a: Bearer of-the-plugin"),
        Plugin(
            "a bare name that lies beside the kubeconfig",
            $"apiVersion: {V1}, command: plugin-beside, interactiveMode: Never",
            Refused + "plugin-beside is not there or may not be run (on PATH)"
        ),
        Plugin("a command that may not be run", $"apiVersion: {V1}, command: ./token, interactiveMode: Never", Refused + "may not be run"),
        Plugin(
            "an install hint",
            $"apiVersion: {V1}, command: no-such-plugin, interactiveMode: Never, installHint: 'Get it with: make plugin'",
            Refused + "Get it with: make plugin"
        ),
        Plugin(
            "arguments exactly as listed",
            $"apiVersion: {V1}, command: ./bin/plugin, interactiveMode: Never, "
                + "args: ['', 'two words', '\"quoted\"', 'it''s', '$HOME', '--x=a b']",
            "a: Bearer of-the-plugin"
        ),
        Plugin(
            "variables",
            $"apiVersion: {V1}, command: ./bin/plugin, interactiveMode: Never, env: [{{ name: EXTRA, value: 'a b=c' }}]",
            "a: Bearer of-the-plugin"
        ),
        Informed(
            "cluster info",
            "provideClusterInfo: true",
            "{A}, proxy-url: '{PROXY}', disable-compression: true",
            "a: Bearer of-the-plugin via proxy"
        ),
        Informed(
            "cluster info with an extension",
            "provideClusterInfo: true",
            "{A}, extensions: [{ name: client.authentication.k8s.io/exec, "
                + "extension: { audience: x, n: 1, r: 1.5, yes: [true, null, 'on'] } }, { name: other, extension: {} }]",
            "a: Bearer of-the-plugin"
        ),
        Informed(
            "cluster info with a file of the authority",
            "provideClusterInfo: true",
            "server: '{AURL}', certificate-authority: ca.crt, tls-server-name: 127.0.0.1",
            "a: Bearer of-the-plugin"
        ),
        Informed("cluster info that is not asked for", "provideClusterInfo: false", "{A}", "a: Bearer of-the-plugin"),
        Answer("a certificate", "certificate", "a: certificate CN=bob"),
        Answer("a certificate and a token", "both", "a: certificate CN=bob Bearer of-the-plugin"),
        Answer("YAML", "yaml", "a: Bearer of-the-plugin"),
        Answer("another version", "version", Refused + "another apiVersion"),
        Answer("another kind", "kind", Refused + "printed no ExecCredential"),
        Answer("nothing", "nothing", Refused + "ExecCredential"),
        Answer("no JSON", "garbage", Refused + "ExecCredential"),
        Answer("no status", "no-status", Refused + "without a status"),
        Answer("an empty status", "empty-status", Refused + "neither a token nor a certificate"),
        Answer("a certificate without its key", "half", Refused + "only one of certificate and key"),
        Answer("an expiry that is no time", "expiry", Refused + "expirationTimestamp that is no time"),
        Answer("exit code 3 and words", "fail", Refused + "ended with exit code 3. It printed: please log in first"),
        OfUser(
            "a plugin beside a token",
            $"token: alice, exec: {{ apiVersion: {V1}, command: ./nowhere, interactiveMode: Never }}",
            "a: Bearer alice"
        ),
        OfUser(
            "a plugin beside a certificate",
            $"{{CERTDATA}}, {{KEYDATA}}, exec: {{ apiVersion: {V1}, command: ./nowhere, interactiveMode: Never }}",
            "a: certificate CN=bob"
        ),
        OfUser(
            "a plugin beside a password",
            $"username: carol, password: pw, exec: {{ apiVersion: {V1}, command: ./nowhere, interactiveMode: Never }}",
            "a: basic carol:pw"
        ),
        OfUser("a plugin that is null", "token: alice, exec: null", "a: Bearer alice"),
        new(
            "impersonation with a plugin",
            Config("{A}", $"{{ as: jane, exec: {{ apiVersion: {V1}, command: ./bin/plugin, interactiveMode: Never }} }}"),
            "a: Bearer of-the-plugin impersonate-user=jane"
        ),
    ];

    private static KubeconfigCase Plugin(string name, string exec, string expected) =>
        OfUser($"plugin: {name}", $"exec: {{ {exec} }}", expected);

    private static KubeconfigCase Informed(string name, string field, string cluster, string expected) =>
        new(
            $"plugin: {name}",
            Config(cluster, $"{{ exec: {{ apiVersion: {V1}, command: ./bin/plugin, interactiveMode: Never, {field} }} }}"),
            expected
        );

    private static KubeconfigCase Answer(string name, string answer, string expected) =>
        Plugin(
            $"answers {name}",
            $"apiVersion: {V1}, command: ./bin/plugin, interactiveMode: Never, env: [{{ name: ANSWER, value: {answer} }}]",
            expected
        );
}
