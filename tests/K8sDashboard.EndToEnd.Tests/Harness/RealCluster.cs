namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>The Kubernetes that the tests run against, and kubectl as its administrator: the second witness of what the browser shows.</summary>
internal static class RealCluster
{
    public static string Kubeconfig => Environment.GetEnvironmentVariable("TEST_KUBECONFIG") ?? "";

    public static string NodeAddress => Environment.GetEnvironmentVariable("TEST_NODE_ADDRESS") ?? "";

    private static string Script => Environment.GetEnvironmentVariable("TEST_CLUSTER_SCRIPT") ?? "";

    /// <summary>Skips the test, and says why, where there is no cluster.</summary>
    public static void SkipUnlessThere() =>
        Assert.SkipWhen(Kubeconfig.Length == 0, "no cluster: run 'make test' as root on Debian, or set TEST_KUBECONFIG to one of your own");

    /// <summary>Skips where the cluster is not ours to stop.</summary>
    public static void SkipUnlessOurs() => Assert.SkipWhen(Script.Length == 0, "the API server of a cluster of your own is not stopped");

    public static Task<string> KubectlAsync(params string[] arguments) =>
        Script.Length > 0
            ? Command.RunAsync(Script, ["kubectl", .. arguments])
            : Command.RunAsync("kubectl", ["--kubeconfig", Kubeconfig, .. arguments]);

    /// <summary>The same where a refusal is an answer.</summary>
    public static Task<(int Code, string Output, string Error)> TryKubectlAsync(params string[] arguments) =>
        Script.Length > 0
            ? Command.TryAsync(Script, ["kubectl", .. arguments])
            : Command.TryAsync("kubectl", ["--kubeconfig", Kubeconfig, .. arguments]);

    /// <summary>One of the script's subcommands, for example <c>stop-apiserver</c>.</summary>
    public static Task<string> ScriptAsync(string subcommand) => Command.RunAsync(Script, subcommand);
}
