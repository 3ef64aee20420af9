using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.BadInputs;

namespace K8sDashboard.Cluster.Tests.Kubeconfigs;

/// <summary>
/// Differential test of each kubeconfig of the table against a current kubectl: the same server sees the same identity, or both reject it;
/// the dashboard with one sentence that names the cause.
/// </summary>
public sealed class KubeconfigTableTests(KubeconfigWorld world) : IClassFixture<KubeconfigWorld>, IDisposable
{
    private const string Path = "api/v1/namespaces/sign-in/configmaps/x";

    private readonly string folder = Directory.CreateTempSubdirectory("kubeconfig-table-").FullName;

    internal static KubeconfigCase[] Table { get; } = [.. UserCases.All, .. PluginCases.All, .. ClusterCases.All, .. FileCases.All];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [Trait("BadInput", "B03-every-field")]
    [MemberData(nameof(Names))]
    public async Task Kubeconfig_ReadByDashboard_GivesTheExpectedIdentityOrError(string name)
    {
        var row = Prepare(name);
        var outcome = await DashboardAsync(row);
        if (!row.Expected.StartsWith(KubeconfigCase.Refused, StringComparison.Ordinal))
        {
            Assert.Equal(row.Expected, outcome);
            return;
        }

        Assert.StartsWith(KubeconfigCase.Refused, outcome, StringComparison.Ordinal);
        Assert.Contains(row.Expected[KubeconfigCase.Refused.Length..], outcome, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", outcome, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", outcome, StringComparison.Ordinal);
        Assert.True(TerminalPayloads.IsHarmless(outcome), outcome);
    }

    [Theory]
    [Trait("BadInput", "B03-same-as-kubectl")]
    [MemberData(nameof(Names))]
    public async Task Kubeconfig_ReadByKubectl_GivesTheExpectedIdentityOrErrorAndTheSamePluginInput(string name)
    {
        var kubectl = await NewKubectl.PathAsync();
        var row = Prepare(name);
        await DashboardAsync(row);
        var ours = Record();
        var outcome = await KubectlAsync(kubectl, row);
        var expected = row.Kubectl ?? row.Expected;
        if (expected.StartsWith(KubeconfigCase.Refused, StringComparison.Ordinal))
            Assert.StartsWith(KubeconfigCase.Refused, outcome, StringComparison.Ordinal);
        else
            Assert.Equal(expected, outcome);
        Assert.Equal(Record(), ours);
    }

    private KubeconfigCase Prepare(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "shell scripts stand in for the plugins");
        var row = Table.Single(row => row.Name == name);
        world.Lay(row, folder);
        return row;
    }

    private async Task<string> DashboardAsync(KubeconfigCase row)
    {
        var variables = Variables(row).ToDictionary(variable => variable.Name, variable => variable.Value);
        var options = new ClusterOptions
        {
            Kubeconfig = row.Listed is null ? System.IO.Path.Combine(folder, "kubeconfig") : null,
            Context = row.Context,
        };
        var before = world.Proxy.Connections;
        try
        {
            var environment = new ProcessEnvironment(variables.GetValueOrDefault, new(IsThere: false, _ => { }));
            using var connection = ClusterIdentity.Find(options, TimeProvider.System, environment: environment).Connect();
            return await new ApiClient(connection.Client, TimeProvider.System).GetAsync(Path, TestContext.Current.CancellationToken) switch
            {
                ApiAnswer.Success(var body) => Seen(body, before),
                ApiAnswer.NotSent(var why) => KubeconfigCase.Refused + why,
                ApiAnswer.Lost(var why) => KubeconfigCase.Refused + why,
                ApiAnswer.StatusError refusal => KubeconfigCase.Refused + refusal.Message,
                var other => throw new InvalidOperationException(other.ToString()),
            };
        }
        catch (StartupException fault)
        {
            return KubeconfigCase.Refused + fault.Message;
        }
    }

    private async Task<string> KubectlAsync(string kubectl, KubeconfigCase row)
    {
        string[] file = row.Listed is null ? ["--kubeconfig", System.IO.Path.Combine(folder, "kubeconfig")] : [];
        string[] context = row.Context is null ? [] : ["--context", row.Context];
        var before = world.Proxy.Connections;
        var (code, output, errors) = await NewKubectl.RunAsync(kubectl, ["get", "--raw", $"/{Path}", .. file, .. context], Variables(row));
        return code == 0 ? Seen(JsonNode.Parse(output)!, before) : KubeconfigCase.Refused + errors;
    }

    private IEnumerable<(string Name, string Value)> Variables(KubeconfigCase row)
    {
        yield return ("PATH", $"{System.IO.Path.Combine(folder, "path")}:{Environment.GetEnvironmentVariable("PATH")}");
        yield return ("HOME", folder);
        if (row.Listed is not null)
            yield return (
                "KUBECONFIG",
                string.Join(':', row.Listed.Select(file => file.Length == 0 ? "" : System.IO.Path.Combine(folder, file)))
            );
        foreach (var (name, value) in row.Variables)
            yield return (name, world.Fill(value));
    }

    private string Seen(JsonNode answer, int proxied)
    {
        var password = world.Proxy.Authorization;
        return $"{answer["identity"]}"
            + (world.Proxy.Connections > proxied ? $" via proxy{(password.Length > 0 ? $" {password}" : "")}" : "");
    }

    /// <summary>The plugin's start parameters: lines, and the request with sorted fields.</summary>
    private string Record()
    {
        var file = System.IO.Path.Combine(folder, "record");
        if (!File.Exists(file))
            return "not run";
        var lines = File.ReadAllText(file).TrimEnd().Split('\n');
        File.Delete(file);
        return string.Join('\n', [.. lines[..^1], Sorted(JsonNode.Parse(lines[^1]))]);
    }

    private static string Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject map => "{"
                + string.Join(',', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}:{Sorted(pair.Value)}"))
                + "}",
            JsonArray list => $"[{string.Join(',', list.Select(Sorted))}]",
            null => "null",
            _ => node.ToJsonString(),
        };
}
