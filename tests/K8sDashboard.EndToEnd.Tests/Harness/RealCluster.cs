namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>The cluster under test, and kubectl as its administrator: the independent source to compare the browser with.</summary>
internal static class RealCluster
{
    public static string Kubeconfig => Environment.GetEnvironmentVariable("TEST_KUBECONFIG") ?? "";

    public static string NodeAddress => Environment.GetEnvironmentVariable("TEST_NODE_ADDRESS") ?? "";

    private static string Script => Environment.GetEnvironmentVariable("TEST_CLUSTER_SCRIPT") ?? "";

    /// <summary>Skips the test with a reason where there is no cluster.</summary>
    public static void SkipUnlessThere() =>
        Assert.SkipWhen(Kubeconfig.Length == 0, "no cluster: run 'make test' as root on Debian, or set TEST_KUBECONFIG to one of your own");

    /// <summary>Skips the test where the cluster must not be stopped.</summary>
    public static void SkipUnlessOurs() => Assert.SkipWhen(Script.Length == 0, "the API server of a cluster of your own is not stopped");

    public static Task<string> KubectlAsync(params string[] arguments) =>
        Script.Length > 0
            ? Command.RunAsync(Script, ["kubectl", .. arguments])
            : Command.RunAsync("kubectl", ["--kubeconfig", Kubeconfig, .. arguments]);

    /// <summary>The same without an exception for a non-zero exit code.</summary>
    public static Task<(int Code, string Output, string Error)> TryKubectlAsync(params string[] arguments) =>
        Script.Length > 0
            ? Command.TryAsync(Script, ["kubectl", .. arguments])
            : Command.TryAsync("kubectl", ["--kubeconfig", Kubeconfig, .. arguments]);

    /// <summary>One of the script's subcommands, for example <c>stop-apiserver</c>.</summary>
    public static Task<string> ScriptAsync(string subcommand) => Command.RunAsync(Script, subcommand);
}
