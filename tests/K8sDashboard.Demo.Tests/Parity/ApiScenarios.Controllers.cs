using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Tests.Parity;

/// <content>Effects of controllers: revisions, owners, conditions.</content>
public abstract partial class ApiScenarios
{
    private const string ReplicaSets = "apis/apps/v1/namespaces/SPACE/replicasets";
    private const string Prefix = "deployment.kubernetes.io/";

    // Its pods are unschedulable.
    private const string OnePod =
        """{"metadata":{"name":"set"},"spec":{"replicas":1,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":"""
        + """{"labels":{"a":"b"}},"spec":{"automountServiceAccountToken":false,"nodeSelector":{"none":"such"},"containers":"""
        + """[{"name":"c","image":"c:1"}]}}}}""";

    [Fact]
    public async Task ReplicaSet_AnnotationsOfItsDeployment_AreCopiedButForThoseOfOneObjectAlone()
    {
        var own =
            """{"team":"shop","kubectl.kubernetes.io/last-applied-configuration":"{}","""
            + $"\"{Prefix}desired-replicas\":\"9\",\"{Prefix}max-replicas\":\"9\",\"{Prefix}revision-history\":\"9\"}}";
        await Api.ObjectAsync(
            "POST",
            Deployments,
            Web.Replace("\"name\":\"web\"}", $"\"name\":\"web\",\"annotations\":{own}}}", StringComparison.Ordinal)
        );
        var set = await Api.WaitForAsync(ReplicaSets, "ReplicaSet", _ => true);
        Assert.Equal(
            [$"{Prefix}desired-replicas=0", $"{Prefix}max-replicas=0", $"{Prefix}revision=1", "team=shop"],
            set["metadata"]!["annotations"]!.AsObject().Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal)
        );
        await Api.ObjectAsync("PATCH", $"{Deployments}/web", """{"metadata":{"annotations":{"team":"payments"}}}""", Merge);
        await Api.WaitForAsync(ReplicaSets, "ReplicaSet with the new annotation", one => Annotation(one, "team") == "payments");
    }

    [Fact]
    public async Task ReplicaSet_UsedAgainByARollback_RemembersItsOlderRevisions()
    {
        const string Image = """{"spec":{"template":{"spec":{"containers":[{"name":"log","image":"IMAGE"}]}}}}""";
        await WebAsync();
        var first = (string)
            (await Api.WaitForAsync(ReplicaSets, "first revision", one => Annotation(one, Prefix + "revision") == "1"))["metadata"]![
                "name"
            ]!;
        foreach (
            var (image, revision, history) in new[] { ("log:2", "2", null), ("log", "3", "1"), ("log:2", "4", "2"), ("log", "5", "1,3") }
        )
        {
            await Api.ObjectAsync("PATCH", $"{Deployments}/web", Image.Replace("IMAGE", image, StringComparison.Ordinal), Strategic);
            var set = await Api.WaitForAsync(ReplicaSets, $"revision {revision}", one => Annotation(one, Prefix + "revision") == revision);
            Assert.Equal(
                (image == "log", history),
                ((string)set["metadata"]!["name"]! == first, Annotation(set, Prefix + "revision-history"))
            );
        }

        await Api.WaitForAsync(Deployments, "Deployment of revision 5", one => Annotation(one, Prefix + "revision") == "5");
    }

    [Fact]
    public async Task Pod_WithoutAController_IsAdoptedWhereItMatchesAndReleasedWhereItDoesNoMore()
    {
        await Api.ObjectAsync(
            "POST",
            Pods,
            Homeless.Replace("\"name\":\"p\"}", "\"name\":\"p\",\"labels\":{\"a\":\"b\"}}", StringComparison.Ordinal)
        );
        var uid = (string)(await Api.ObjectAsync("POST", ReplicaSets, OnePod))["metadata"]!["uid"]!;
        var adopted = await Api.WaitForAsync(Pods, "adopted pod", one => Name(one) == "p" && Owner(one) is not null);
        Assert.Equal(
            $$"""[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"set","uid":"{{uid}}","controller":true,"blockOwnerDeletion":true}]""",
            adopted["metadata"]!["ownerReferences"]!.ToJsonString()
        );
        Assert.Equal("p", Names(await Api.ObjectAsync("GET", Pods)));

        await Api.ObjectAsync("PATCH", $"{Pods}/p", """{"metadata":{"labels":{"a":"quarantined"}}}""", Merge);
        await Api.WaitForAsync(Pods, "released pod", one => Name(one) == "p" && Owner(one) is null);
        await Api.WaitForAsync(Pods, "pod in its place", one => Name(one) != "p" && Owner(one) == uid);
        Assert.Equal(2, (await Api.ObjectAsync("GET", Pods))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task ReplicaSet_LeftBehind_IsAdoptedByTheNextDeploymentThatSelectsIt()
    {
        var web = await WebAsync();
        var left = (string)(await Api.WaitForAsync(ReplicaSets, "ReplicaSet", _ => true))["metadata"]!["uid"]!;
        await Api.AskAsync("DELETE", $"{Deployments}/web", """{"propagationPolicy":"Orphan"}""");
        await Api.WatchUntilAsync($"{Deployments}?watch=true&timeoutSeconds=20&resourceVersion={Version(web)}", "DELETED");
        var next = (string)(await WebAsync())["metadata"]!["uid"]!;
        var adopted = await Api.WaitForAsync(ReplicaSets, "adopted ReplicaSet", one => Owner(one) == next);
        Assert.Equal(left, (string)adopted["metadata"]!["uid"]!);
    }

    [Fact]
    public async Task Deployment_Paused_SaysSoInItsConditionAndGoesOnWhenItIsResumed()
    {
        await Api.ObjectAsync(
            "POST",
            Deployments,
            Web.Replace("\"replicas\":0", "\"replicas\":0,\"paused\":true", StringComparison.Ordinal)
        );
        await Api.WaitForAsync(Deployments, "pause", one => Progressing(one) == "Unknown DeploymentPaused Deployment is paused");
        Assert.Empty((await Api.ObjectAsync("GET", ReplicaSets))["items"]!.AsArray());
        await Api.ObjectAsync("PATCH", $"{Deployments}/web", """{"spec":{"paused":false}}""", Merge);
        await Api.WaitForAsync(
            Deployments,
            "end of the rollout",
            one => Progressing(one)?.StartsWith("True NewReplicaSetAvailable ", StringComparison.Ordinal) is true
        );

        static string? Progressing(JsonNode one) =>
            one["status"]
                ?["conditions"]?.AsArray()
                .Where(condition => (string)condition!["type"]! == "Progressing")
                .Select(condition => $"{condition!["status"]} {condition["reason"]} {condition["message"]}")
                .SingleOrDefault();
    }

    [Fact]
    public async Task Pod_OfAnotherScheduler_StaysAsItIs()
    {
        await Api.ObjectAsync(
            "POST",
            Pods,
            Homeless.Replace("\"nodeSelector\"", "\"schedulerName\":\"other\",\"nodeSelector\"", StringComparison.Ordinal)
        );
        await Api.ObjectAsync("POST", Pods, Homeless.Replace("\"name\":\"p\"", "\"name\":\"q\"", StringComparison.Ordinal));
        await Api.WaitForAsync(Pods, "pod that fits nowhere", one => Name(one) == "q" && one["status"]!["conditions"] is not null);
        var pod = await Api.ObjectAsync("GET", $"{Pods}/p");
        Assert.Equal(("Pending", null), ((string)pod["status"]!["phase"]!, pod["status"]!["conditions"]));
    }

    [Fact]
    public async Task Pod_DeletedWithFinalizer_StaysMarkedUntilFinalizerIsRemoved()
    {
        await Api.ObjectAsync(
            "POST",
            Pods,
            Homeless.Replace("\"name\":\"p\"}", "\"name\":\"p\",\"finalizers\":[\"example.com/hold\"]}", StringComparison.Ordinal)
        );
        await Api.ObjectAsync("DELETE", $"{Pods}/p");
        var held = await Api.ObjectAsync("GET", $"{Pods}/p");
        Assert.Equal(
            (true, 0),
            (held["metadata"]!["deletionTimestamp"] is not null, (int)held["metadata"]!["deletionGracePeriodSeconds"]!)
        );
        await Api.ObjectAsync("PATCH", $"{Pods}/p", """{"metadata":{"finalizers":null}}""", Merge);
        Assert.Equal(404, (await Api.AskAsync("GET", $"{Pods}/p")).Code);
    }

    private static string? Annotation(JsonNode obj, string key) => (string?)obj["metadata"]!["annotations"]?[key];

    private static string Name(JsonNode obj) => (string)obj["metadata"]!["name"]!;

    private static string? Owner(JsonNode obj) => (string?)obj["metadata"]!["ownerReferences"]?[0]?["uid"];
}
