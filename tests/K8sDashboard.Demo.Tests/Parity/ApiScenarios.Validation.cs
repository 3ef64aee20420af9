using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Tests.Parity;

/// <content>Invalid numbers, quantities and annotations.</content>
public abstract partial class ApiScenarios
{
    private const string Resources =
        """{"metadata":{"name":"x"},"spec":{"automountServiceAccountToken":false,"containers":"""
        + """[{"name":"c","image":"c:1","resources":RESOURCES}]}}""";
    private const string InitResources =
        """{"metadata":{"name":"x"},"spec":{"automountServiceAccountToken":false,"initContainers":"""
        + """[{"name":"i","image":"i:1","resources":RESOURCES}],"containers":[{"name":"c","image":"c:1"}]}}""";
    private const string OneJob =
        """{"metadata":{"name":"x"},"spec":{FIELD,"template":{"spec":{"restartPolicy":"Never","containers":"""
        + """[{"name":"c","image":"c:1"}]}}}}""";
    private const string Negative = "must be greater than or equal to 0";

    [Theory]
    [InlineData(
        Resources,
        """{"requests":{"cpu":"-100m"}}""",
        "spec.containers[0].resources.requests[cpu]: Invalid value: \"-100m\": " + Negative
    )]
    [InlineData(
        Resources,
        """{"requests":{"memory":"-1Gi"}}""",
        "spec.containers[0].resources.requests[memory]: Invalid value: \"-1Gi\": " + Negative
    )]
    [InlineData(
        Resources,
        """{"limits":{"cpu":"-1"},"requests":{"cpu":"-2"}}""",
        "spec.containers[0].resources.limits[cpu]: Invalid value: \"-1\": " + Negative
    )]
    [InlineData(
        Resources,
        """{"limits":{"cpu":"500m"},"requests":{"cpu":"1"}}""",
        "spec.containers[0].resources.requests: Invalid value: \"1\": must be less than or equal to cpu limit"
    )]
    [InlineData(
        Resources,
        """{"limits":{"ephemeral-storage":"1Pi"},"requests":{"ephemeral-storage":"1Ei"}}""",
        "Invalid value: \"1Ei\": must be less than or equal to ephemeral-storage limit"
    )]
    [InlineData(
        InitResources,
        """{"requests":{"cpu":"-1"}}""",
        "spec.initContainers[0].resources.requests[cpu]: Invalid value: \"-1\": " + Negative
    )]
    public async Task Pod_NegativeOrExcessiveRequest_IsInvalid(string pod, string resources, string words) =>
        Assert.Contains(words, await InvalidAsync(Pods, pod.Replace("RESOURCES", resources, StringComparison.Ordinal)));

    [Theory]
    [InlineData("\"minReadySeconds\":-1", "spec.minReadySeconds")]
    [InlineData("\"revisionHistoryLimit\":-1", "spec.revisionHistoryLimit")]
    [InlineData("\"progressDeadlineSeconds\":-1", "spec.progressDeadlineSeconds")]
    [InlineData("\"replicas\":-3", "spec.replicas")]
    public async Task Deployment_NegativeNumber_IsInvalid(string field, string path)
    {
        var deployment = Web.Replace("\"replicas\":0", field, StringComparison.Ordinal);
        Assert.Contains(
            $"{path}: Invalid value: {field[(field.LastIndexOf(':') + 1)..]}: {Negative}",
            await InvalidAsync(Deployments, deployment)
        );
    }

    [Theory]
    [InlineData("\"parallelism\":-1", "spec.parallelism")]
    [InlineData("\"completions\":-1", "spec.completions")]
    [InlineData("\"backoffLimit\":-1", "spec.backoffLimit")]
    [InlineData("\"activeDeadlineSeconds\":-1", "spec.activeDeadlineSeconds")]
    public async Task Job_NegativeNumber_IsInvalid(string field, string path) =>
        Assert.Contains(
            $"{path}: Invalid value: -1: {Negative}",
            await InvalidAsync(Jobs, OneJob.Replace("FIELD", field, StringComparison.Ordinal))
        );

    [Fact]
    public async Task Template_NegativeRequest_IsInvalid()
    {
        var (before, after) = ("\"cpu\":\"0.5\"", "\"cpu\":\"-0.5\"");
        Assert.Contains(
            "Deployment.apps \"web\" is invalid: spec.template.spec.containers[0].resources.requests[cpu]: Invalid value: \"-500m\": "
                + Negative,
            await InvalidAsync(Deployments, Web.Replace(before, after, StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Annotations_Above262144Bytes_AreInvalid()
    {
        // The keys count towards the limit, too.
        const string Annotated = """{"metadata":{"name":"m","annotations":{"a":"TEXT"}}}""";
        await Api.ObjectAsync("POST", Maps, Annotated.Replace("TEXT", new string('x', 262_143), StringComparison.Ordinal));
        var refused = Refusal(
            422,
            "Invalid",
            "ConfigMap \"m\" is invalid: metadata.annotations: Too long: must have at most 262144 bytes",
            """{"name":"m","kind":"ConfigMap","causes":"""
                + """[{"reason":"FieldValueTooLong","message":"Too long: must have at most 262144 bytes","""
                + "\"field\":\"metadata.annotations\"}]}"
        );
        Assert.Equal(
            refused,
            await Api.AskAsync("POST", $"{Maps}?dryRun=All", Annotated.Replace("TEXT", new string('x', 262_144), StringComparison.Ordinal))
        );
        Assert.Equal(422, (await Api.AskAsync("PATCH", $"{Maps}/m", """{"metadata":{"annotations":{"b":""}}}""", Merge)).Code);
        var template = """{"metadata":{"annotations":{"a":"TEXT"},"labels":""".Replace(
            "TEXT",
            new string('x', 270_000),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "spec.template.annotations: Too long: must have at most 262144 bytes",
            await InvalidAsync(Deployments, Web.Replace("""{"metadata":{"labels":""", template, StringComparison.Ordinal))
        );
    }

    private async Task<string> InvalidAsync(string path, string manifest)
    {
        var (code, text) = await Api.AskAsync("POST", path, manifest);
        Assert.Equal((422, "Invalid"), (code, (string?)JsonNode.Parse(text)!["reason"]));
        return (string)JsonNode.Parse(text)!["message"]!;
    }
}
