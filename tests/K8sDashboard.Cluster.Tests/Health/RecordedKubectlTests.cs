using System.Text.RegularExpressions;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.Transcripts;
using K8sDashboard.Cluster.Watching;
using K8sDashboard.Cluster.Wire;
using PodStatus = K8sDashboard.Cluster.Resources.Pods.PodStatus;

namespace K8sDashboard.Cluster.Tests.Health;

/// <summary>kubectl's recorded output for recorded objects equals the output of the rules, cell by cell.</summary>
public sealed partial class RecordedKubectlTests
{
    [Fact]
    public void KubectlText_RecordedPods_EqualKubectlOutput()
    {
        var pods = Decode(PodResource.Definition).ToDictionary(pod => pod.Name);
        var rows = Rows("kubectl-get-pods-wide.txt", "NAME");

        Assert.NotEmpty(rows);
        // The recorded statuses of these two have containers that their specs lack, which no kubelet reports.
        foreach (var row in rows.Where(row => row["NAME"] is not ("agent-8sg9v" or "db-0")))
        {
            var pod = pods[row["NAME"]];
            var status = PodStatus.Of(pod);
            Assert.Equal(
                (row["READY"], row["STATUS"], row["RESTARTS"].Split(' ')[0], row["RESTARTS"].Contains("ago", StringComparison.Ordinal)),
                (status.ReadyText, status.Word, $"{status.Restarts}", status is { Restarts: > 0, LastRestart: not null })
            );
            Assert.Equal(
                (row["IP"], row["NODE"], row["READINESS GATES"]),
                (KubectlText.OrNone(pod.PodIp), KubectlText.OrNone(pod.NodeName), KubectlText.ReadinessGates(pod))
            );
        }
    }

    [Fact]
    public void KubectlText_RecordedNodes_EqualKubectlOutput()
    {
        var nodes = Decode(NodeResource.Definition).ToDictionary(node => node.Name);
        foreach (var row in Rows("kubectl-get-nodes-wide.txt", "NAME"))
        {
            var node = nodes[row["NAME"]];
            Assert.Equal(
                [
                    row["STATUS"],
                    row["ROLES"],
                    row["VERSION"],
                    row["INTERNAL-IP"],
                    row["EXTERNAL-IP"],
                    row["OS-IMAGE"],
                    row["KERNEL-VERSION"],
                    row["CONTAINER-RUNTIME"],
                ],
                [
                    KubectlText.Status(node),
                    KubectlText.Roles(node),
                    node.KubeletVersion,
                    KubectlText.OrNone(node.InternalIp),
                    KubectlText.OrNone(node.ExternalIp),
                    KubectlText.OrUnknown(node.OsImage),
                    KubectlText.Kernel(node),
                    KubectlText.OrUnknown(node.ContainerRuntime),
                ]
            );
        }
    }

    [Fact]
    public void KubectlText_RecordedServices_EqualKubectlOutput()
    {
        var services = Decode(ServiceResource.Definition).ToDictionary(service => service.Ref.ToString());
        foreach (var row in Rows("kubectl-get-all-wide.txt", "service/"))
        {
            var service = services[row["NAME"]];
            Assert.Equal(
                [row["TYPE"], row["CLUSTER-IP"], row["EXTERNAL-IP"], row["PORT(S)"], row["SELECTOR"]],
                [
                    service.Type,
                    KubectlText.OrNone(service.ClusterIp),
                    KubectlText.ExternalIp(service),
                    KubectlText.Ports(service),
                    KubectlText.Selector(service.Selector),
                ]
            );
        }
    }

    [Fact]
    public void KubectlText_RecordedDeployments_EqualKubectlOutput()
    {
        var deployments = Decode(DeploymentResource.Definition).ToDictionary(deployment => deployment.Ref.ToString());
        foreach (var row in Rows("kubectl-get-all-wide.txt", "deployment.apps/"))
        {
            var deployment = deployments[row["NAME"]];
            Assert.Equal(
                [row["READY"], row["UP-TO-DATE"], row["AVAILABLE"], row["CONTAINERS"], row["IMAGES"]],
                [
                    KubectlText.Ready(deployment),
                    $"{deployment.Updated}",
                    $"{deployment.Available}",
                    KubectlText.ContainerNames(deployment),
                    KubectlText.Images(deployment),
                ]
            );
        }
    }

    /// <summary>
    /// The rows of one table of the file, by header; of several tables the one with this name prefix, as <c>namespace/name</c>.
    /// </summary>
    private static List<Dictionary<string, string>> Rows(string file, string kind)
    {
        var table = Transcript
            .Text(file)
            .Split("\n\n")
            .Single(table => kind == "NAME" || table.Contains($" {kind}", StringComparison.Ordinal));
        var lines = table.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var headers = Cell().Matches(lines[0]);
        var rows = lines
            .Skip(1)
            .Select(line =>
                headers
                    .Select(
                        (header, index) =>
                            (
                                header.Value,
                                Text: Cut(line, header.Index, index + 1 < headers.Count ? headers[index + 1].Index : line.Length)
                            )
                    )
                    .ToDictionary(cell => cell.Value, cell => cell.Text)
            )
            .ToList();
        foreach (var row in rows.Where(row => row.ContainsKey("NAMESPACE")))
            row["NAME"] = $"{row["NAMESPACE"]}/{row["NAME"][kind.Length..]}";
        return rows.Count > 0 ? rows : throw new InvalidOperationException($"no rows of {kind} in {file}");
    }

    private static string Cut(string line, int from, int to) => line[from..Math.Min(to, line.Length)].Trim();

    [GeneratedRegex(@"\S+( \S+)*")]
    private static partial Regex Cell();

    private static List<TItem> Decode<TItem>(ResourceDefinition<TItem> kind)
        where TItem : ClusterObject
    {
        var intern = new Interner();
        return
        [
            .. ListPage.Parse(Transcript.Bytes($"{kind.Type.Plural}.pb.body")).Items.Select(bytes => kind.Versions[0].Map(bytes, intern)),
        ];
    }
}
