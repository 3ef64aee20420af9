using System.Text.RegularExpressions;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Api.Metrics.V1Beta1;
using K8sDashboard.Demo.Encoding;
using K8sDashboard.Demo.Serving;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>A real kubectl against the simulated API server.</summary>
public sealed partial class KubectlTests : IAsyncLifetime, IPodLogs, IUsage
{
    private Simulated cluster = null!;
    private Kubectl kubectl = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = await Simulated.StartAsync(options => options with { Logs = this, Usage = this });
        kubectl = new Kubectl(cluster);
    }

    public async ValueTask DisposeAsync()
    {
        kubectl?.Dispose();
        await cluster.DisposeAsync();
    }

    IEnumerable<LogLine> IPodLogs.Read(Pod pod, string container, bool previous, DateTimeOffset after) =>
        [
            new(DateTimeOffset.UnixEpoch, $"first of {container}"),
            new(DateTimeOffset.UnixEpoch, previous ? "last before the crash" : "last"),
        ];

    IReadOnlyList<NodeMetrics> IUsage.Nodes() => [];

    IReadOnlyList<PodMetrics> IUsage.Pods(string? ns) =>
        [
            new()
            {
                Metadata = new ObjectMeta { Name = "web-1", Namespace = "shop" },
                Timestamp = new Time { Seconds = 1 },
                Window = new Duration { Duration_ = 15_000_000_000 },
                Containers =
                {
                    new ContainerMetrics
                    {
                        Name = "app",
                        Usage =
                        {
                            ["cpu"] = new Quantity { String = "250m" },
                            ["memory"] = new Quantity { String = "64Mi" },
                        },
                    },
                },
            },
        ];

    [Fact]
    public async Task Kubectl_GetWide_PrintsRecordedTables()
    {
        Store("pods", "", "pods");
        Store("nodes", "", "nodes");
        Store("deployments", "apps", "deployments");
        Store("daemonsets", "apps", "daemonsets");
        Store("replicasets", "apps", "replicasets");
        Store("statefulsets", "apps", "statefulsets");
        Store("services", "", "services");
        Store("hpas", "autoscaling", "horizontalpodautoscalers");
        Store("cronjobs", "batch", "cronjobs");
        Assert.Equal(Ageless(Transcript.Text("kubectl-get-nodes-wide.txt")), Ageless(await kubectl.RunAsync("get nodes -o wide")));
        // The recorded kubectl sorts kinds differently, and prints an empty line after each.
        var recorded = Transcript.Text("kubectl-get-all-wide.txt").Split("\n\n").Select(Ageless).Order(StringComparer.Ordinal);
        var printed = (await kubectl.RunAsync("get all -A -o wide")).Split("\n\n").Select(Ageless).Order(StringComparer.Ordinal);
        Assert.Equal(recorded, printed);
    }

    [Fact]
    public async Task Kubectl_ScaleSetImageAndRestart_ChangeWorkload()
    {
        cluster.Web();
        Assert.Equal("deployment.apps/web scaled", await kubectl.RunAsync("scale deployment web --replicas 5 --current-replicas 3"));
        Assert.Equal("deployment.apps/web image updated", await kubectl.RunAsync("set image deployment/web log=log:3"));
        Assert.Equal("deployment.apps/web restarted", await kubectl.RunAsync("rollout restart deployment web"));
        var web = cluster.Store.Get<Deployment>("shop", "web")!;
        Assert.Equal(
            (5, "web:1", "log:3"),
            (web.Spec.Replicas, web.Spec.Template.Spec.Containers[0].Image, web.Spec.Template.Spec.Containers[1].Image)
        );
        Assert.Contains("kubectl.kubernetes.io/restartedAt", web.Spec.Template.Metadata.Annotations.Keys);
        Assert.Equal(
            "error: Expected replicas to be 3, was 5",
            await kubectl.RunAsync("scale deployment web --replicas 5 --current-replicas 3")
        );
    }

    [Fact]
    public async Task Kubectl_RolloutUndo_RestoresPreviousTemplate()
    {
        var web = cluster.Web();
        Revision(web, "web-1", "1", "web:1");
        web.Spec.Template.Spec.Containers[0].Image = "web:2";
        web.Metadata.Annotations["deployment.kubernetes.io/revision"] = "2";
        web = cluster.Store.Update(web);
        Revision(web, "web-2", "2", "web:2");
        Assert.Contains(
            "REVISION  CHANGE-CAUSE\n1         <none>\n2         <none>",
            await kubectl.RunAsync("rollout history deployment web")
        );
        Assert.Equal("deployment.apps/web rolled back", await kubectl.RunAsync("rollout undo deployment web"));
        Assert.Equal("web:1", cluster.Store.Get<Deployment>("shop", "web")!.Spec.Template.Spec.Containers[0].Image);
    }

    [Fact]
    public async Task Kubectl_LogsAndDescribePod_PrintLinesAndEvents()
    {
        var pod = cluster.Pod("web-1");
        cluster.Store.Create(
            new Event
            {
                Metadata = new ObjectMeta { Name = "web-1.1", Namespace = "shop" },
                InvolvedObject = new ObjectReference
                {
                    Kind = "Pod",
                    Name = "web-1",
                    Namespace = "shop",
                    Uid = pod.Metadata.Uid,
                },
                Reason = "BackOff",
                Message = "Back-off restarting failed container",
                Type = "Warning",
                Count = 3,
                FirstTimestamp = Timestamps.Now(TimeProvider.System),
                LastTimestamp = Timestamps.Now(TimeProvider.System),
                Source = new EventSource { Component = "kubelet" },
            }
        );
        Assert.Equal("first of app\nlast", await kubectl.RunAsync("logs web-1"));
        Assert.Equal("last before the crash", await kubectl.RunAsync("logs web-1 --previous --tail 1"));
        var described = await kubectl.RunAsync("describe pod web-1");
        Assert.Contains("Back-off restarting failed container", described);
        Assert.Matches("(?m)^Node: +node-1", described);
    }

    [Fact]
    public async Task Kubectl_CreateExposeLabelPatchAndDelete_ChangeObjects()
    {
        Assert.Equal("namespace/team created", await kubectl.RunAsync("create namespace team"));
        Assert.Equal("deployment.apps/cart created", await kubectl.RunAsync("create deployment cart --image=cart:1 -n team"));
        Assert.Equal("service/cart exposed", await kubectl.RunAsync("expose deployment cart --port 80 -n team"));
        Assert.Equal("configmap/settings created", await kubectl.RunAsync("create configmap settings --from-literal=a=b -n team"));
        Assert.Equal("deployment.apps/cart labeled", await kubectl.RunAsync("label deployment cart tier=front -n team"));
        Assert.Equal(
            "deployment.apps/cart patched",
            await kubectl.RunAsync("patch deployment cart -n team -p {\"spec\":{\"replicas\":2}}")
        );
        Assert.Matches(
            @"^NAME +READY +UP-TO-DATE +AVAILABLE +AGE\ncart +0/2 +0 +0 +\d+s$",
            await kubectl.RunAsync("get deployments -n team -l tier=front")
        );
        Assert.Equal("deployment.apps \"cart\" deleted", Unspaced(await kubectl.RunAsync("delete deployment cart -n team")));
        Assert.Equal(
            "Error from server (NotFound): deployments.apps \"cart\" not found",
            await kubectl.RunAsync("get deployment cart -n team")
        );
    }

    [Fact]
    public async Task Kubectl_ApplyRepeated_ReportsCreatedUnchangedThenConfigured()
    {
        var file = Path.GetTempFileName();
        const string Manifest = """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"cart"},
            "spec":{"replicas":2,"selector":{"matchLabels":{"app":"cart"}},"template":{"metadata":{"labels":{"app":"cart"}},
            "spec":{"containers":[{"name":"cart","image":"cart:1"},{"name":"proxy","image":"proxy:1"}]}}}}
            """;
        await File.WriteAllTextAsync(file, Manifest);
        Assert.Equal("deployment.apps/cart created", await kubectl.RunAsync($"apply -f {file}"));
        Assert.Equal("deployment.apps/cart unchanged", await kubectl.RunAsync($"apply -f {file}"));
        await File.WriteAllTextAsync(
            file,
            Manifest
                .Replace("cart:1", "cart:2", StringComparison.Ordinal)
                .Replace(",{\"name\":\"proxy\",\"image\":\"proxy:1\"}", "", StringComparison.Ordinal)
        );
        Assert.Equal("deployment.apps/cart configured", await kubectl.RunAsync($"apply -f {file}"));
        Assert.Equal("cart:2", cluster.Store.Get<Deployment>("shop", "cart")!.Spec.Template.Spec.Containers.Single().Image);
        File.Delete(file);
    }

    [Fact]
    public async Task Kubectl_CordonNode_DisablesScheduling()
    {
        cluster.Store.Create(
            new Node
            {
                Metadata = new ObjectMeta { Name = "node-1" },
                Status = new NodeStatus
                {
                    Conditions =
                    {
                        new NodeCondition { Type = "Ready", Status = "True" },
                    },
                },
            }
        );
        Assert.Equal("node/node-1 cordoned", await kubectl.RunAsync("cordon node-1"));
        Assert.Matches("node-1 +Ready,SchedulingDisabled", await kubectl.RunAsync("get nodes"));
    }

    [Fact]
    public async Task Kubectl_AuthCanIAndGet_FollowPermissions()
    {
        cluster.Web();
        Assert.Equal("yes", await kubectl.RunAsync("auth can-i list pods"));
        Assert.StartsWith("no", await kubectl.RunAsync("auth can-i delete pods --context demo-viewer"));
        Assert.Equal(
            "Error from server (Forbidden): pods is forbidden: User \"developer\" cannot list resource \"pods\" in API group "
                + "\"\" in the namespace \"payments\"",
            await kubectl.RunAsync("get pods -n payments --context demo-developer")
        );
    }

    [Fact]
    public async Task Kubectl_TopPods_PrintsUsage() =>
        Assert.Matches(@"^NAME +CPU\(cores\) +MEMORY\(bytes\)\nweb-1 +250m +64Mi$", await kubectl.RunAsync("top pods"));

    private void Store(string transcript, string group, string plural)
    {
        var kind = Kinds.Find(group, plural)!;
        foreach (
            var item in System
                .Text.Json.JsonDocument.Parse(Transcript.Text($"{transcript}.json.body"))
                .RootElement.GetProperty("items")
                .EnumerateArray()
        )
            cluster.Store.Create(kind, JsonDecoder.Read(item, kind.Message));
    }

    private void Revision(Deployment web, string name, string revision, string image) =>
        cluster.Store.Create(
            new ReplicaSet
            {
                Metadata = new ObjectMeta
                {
                    Name = name,
                    Namespace = "shop",
                    Labels = { ["app"] = "web" },
                    Annotations = { ["deployment.kubernetes.io/revision"] = revision },
                    OwnerReferences =
                    {
                        new OwnerReference
                        {
                            ApiVersion = "apps/v1",
                            Kind = "Deployment",
                            Name = "web",
                            Uid = web.Metadata.Uid,
                            Controller = true,
                        },
                    },
                },
                Spec = new ReplicaSetSpec
                {
                    Replicas = 0,
                    Selector = new LabelSelector { MatchLabels = { ["app"] = "web", ["pod-template-hash"] = name } },
                    Template = new PodTemplateSpec
                    {
                        Metadata = new ObjectMeta { Labels = { ["app"] = "web", ["pod-template-hash"] = name } },
                        Spec = new PodSpec
                        {
                            Containers =
                            {
                                new Container { Name = "web", Image = image },
                                new Container { Name = "log", Image = "log:2" },
                            },
                        },
                    },
                },
            }
        );

    private static string Unspaced(string text) => text.Split(" from ")[0];

    // Ages vary, and the column widths with them.
    private static string Ageless(string table) => Blanks().Replace(Ages().Replace(table.Trim(), "AGE"), " ");

    [GeneratedRegex(@"(?<=[ (])(\d+[smhdy])+(?= |$| ago)", RegexOptions.Multiline)]
    private static partial Regex Ages();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
