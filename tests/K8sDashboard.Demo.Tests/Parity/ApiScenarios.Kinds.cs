using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Tests.Parity;

/// <content>Particular kinds: Services, Jobs, StatefulSets, claims and pods; reviews; discovery.</content>
public abstract partial class ApiScenarios
{
    private const string Services = "api/v1/namespaces/SPACE/services";
    private const string Jobs = "apis/batch/v1/namespaces/SPACE/jobs";
    private const string Sets = "apis/apps/v1/namespaces/SPACE/statefulsets";
    private const string Pods = "api/v1/namespaces/SPACE/pods";
    private const string Claims = "api/v1/namespaces/SPACE/persistentvolumeclaims";
    private const string NodePort = """{"metadata":{"name":"NAME"},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":NUMBER}]}}""";

    // Unschedulable, so that it does not change.
    private const string Homeless =
        """{"metadata":{"name":"p"},"spec":{"automountServiceAccountToken":false,"nodeSelector":{"none":"such"},"containers":"""
        + """[{"name":"c","image":"c:1"}]}}""";

    [Fact]
    public async Task Service_NodePort_IsAllocatedFromRangeToOneServiceOnly()
    {
        var given = (int)(await Api.ObjectAsync("POST", Services, Port("one", "0")))["spec"]!["ports"]![0]!["nodePort"]!;
        Assert.InRange(given, 30_000, 32_767);
        Assert.Equal(
            (422, "Service \"two\" is invalid: spec.ports[0].nodePort: Invalid value: N: provided port is already allocated"),
            await WhyNotAsync("two", given)
        );
        Assert.Equal(
            (
                422,
                "Service \"two\" is invalid: spec.ports[0].nodePort: Invalid value: N: provided port is not in the valid range. "
                    + "The range of valid ports is 30000-32767"
            ),
            await WhyNotAsync("two", 80)
        );

        static string Port(string name, string number) =>
            NodePort.Replace("NAME", name, StringComparison.Ordinal).Replace("NUMBER", number, StringComparison.Ordinal);
        async Task<(int, string)> WhyNotAsync(string name, int number)
        {
            var (code, text) = await Api.AskAsync("POST", Services, Port(name, $"{number}"));
            return (code, ((string)JsonNode.Parse(text)!["message"]!).Replace($": {number}:", ": N:", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Service_ClusterIpChanged_IsInvalid()
    {
        await Api.ObjectAsync("POST", Services, """{"metadata":{"name":"s"},"spec":{"ports":[{"port":80}]}}""");
        var (code, text) = await Api.AskAsync(
            "PATCH",
            $"{Services}/s",
            """{"spec":{"clusterIP":"10.96.255.254","clusterIPs":["10.96.255.254"]}}""",
            Merge
        );
        Assert.Equal(422, code);
        Assert.Contains("may not change once set", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_Created_SelectsPodsByItsUid()
    {
        var job = await Api.ObjectAsync(
            "POST",
            $"{Jobs}?dryRun=All",
            """{"metadata":{"name":"j"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"c:1"}]}}}}"""
        );
        var labels = job["spec"]!["template"]!["metadata"]!["labels"]!;
        Assert.Equal(((string)job["metadata"]!["uid"]!, "j"), ((string)labels["controller-uid"]!, (string)labels["job-name"]!));
        Assert.Contains(
            (string)job["metadata"]!["uid"]!,
            job["spec"]!["selector"]!["matchLabels"]!.ToJsonString(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        Jobs,
        """{"metadata":{"name":"x"},"spec":{"template":{"spec":{"containers":[{"name":"c","image":"c:1"}]}}}}""",
        "spec.template.spec.restartPolicy"
    )]
    [InlineData(Claims, """{"metadata":{"name":"x"},"spec":{"resources":{"requests":{"storage":"1Gi"}}}}""", "spec.accessModes")]
    [InlineData(Services, """{"metadata":{"name":"x"},"spec":{"type":"ClusterIP","ports":[{"port":0}]}}""", "spec.ports[0].port")]
    public async Task Create_RequiredFieldMissing_IsInvalidNamingTheField(string path, string manifest, string field)
    {
        var (code, text) = await Api.AskAsync("POST", path, manifest);
        Assert.Equal(422, code);
        Assert.Contains(JsonNode.Parse(text)!["details"]!["causes"]!.AsArray(), cause => (string)cause!["field"]! == field);
    }

    [Theory]
    [InlineData(Pods, Homeless, """{"spec":{"hostNetwork":true}}""", "spec", "FieldValueForbidden")]
    [InlineData(
        Claims,
        """{"metadata":{"name":"p"},"spec":{"storageClassName":"none","accessModes":["ReadWriteOnce"],"resources":{"requests":"""
            + """{"storage":"1Gi"}}}}""",
        """{"spec":{"accessModes":["ReadWriteMany"]}}""",
        "spec",
        "FieldValueForbidden"
    )]
    [InlineData(
        Jobs,
        """{"metadata":{"name":"p"},"spec":{"parallelism":0,"template":{"spec":{"restartPolicy":"Never","containers":"""
            + """[{"name":"c","image":"c:1"}]}}}}""",
        """{"spec":{"template":{"metadata":{"labels":{"a":"b"}}}}}""",
        "spec.template",
        "FieldValueInvalid"
    )]
    [InlineData(
        Sets,
        """{"metadata":{"name":"p"},"spec":{"replicas":0,"serviceName":"p","selector":{"matchLabels":{"a":"b"}},"template":"""
            + """{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"c:1"}]}}}}""",
        """{"spec":{"serviceName":"q"}}""",
        "spec",
        "FieldValueForbidden"
    )]
    [InlineData(
        Maps,
        """{"metadata":{"name":"p"},"data":{"a":"b"},"immutable":true}""",
        """{"data":{"a":"c"}}""",
        "data",
        "FieldValueForbidden"
    )]
    public async Task Update_ImmutableFieldChanged_IsInvalid(string path, string manifest, string patch, string field, string reason)
    {
        await Api.ObjectAsync("POST", path, manifest);
        var (code, text) = await Api.AskAsync("PATCH", $"{path}/p", patch, Merge);
        Assert.Equal(422, code);
        Assert.Contains(
            JsonNode.Parse(text)!["details"]!["causes"]!.AsArray(),
            cause => (string)cause!["field"]! == field && (string)cause["reason"]! == reason
        );
    }

    [Fact]
    public async Task StatefulSet_Created_LeavesControllerRevisionOfItsTemplate()
    {
        const string Revisions = "apis/apps/v1/namespaces/SPACE/controllerrevisions";
        var set = await Api.ObjectAsync(
            "POST",
            Sets,
            """{"metadata":{"name":"s"},"spec":{"replicas":0,"serviceName":"s","selector":{"matchLabels":{"a":"b"}},"template":"""
                + """{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"c:1"}]}}}}"""
        );
        await Api.WatchUntilAsync($"{Revisions}?watch=true&timeoutSeconds=20&resourceVersion={Version(set)}", "ADDED");
        var revision = (await Api.ObjectAsync("GET", Revisions))["items"]!.AsArray().Single()!;
        Assert.Equal(
            (1, "replace", "c:1", "b"),
            (
                (int)revision["revision"]!,
                (string)Template(revision)["$patch"]!,
                (string)Template(revision)["spec"]!["containers"]![0]!["image"]!,
                (string)revision["metadata"]!["labels"]!["a"]!
            )
        );
        Assert.Equal(
            $"s-{(string)revision["metadata"]!["labels"]!["controller.kubernetes.io/hash"]!}",
            (string)revision["metadata"]!["name"]!
        );

        static JsonNode Template(JsonNode revision) => revision["data"]!["spec"]!["template"]!;
    }

    [Fact]
    public async Task PodLog_PodNotScheduled_IsNoContent()
    {
        await Api.ObjectAsync("POST", Pods, Homeless);
        Assert.Equal((204, ""), await Api.AskAsync("GET", $"{Pods}/p/log"));
    }

    [Fact]
    public async Task Namespace_Created_GetsServiceAccountAndRootCa()
    {
        await Api.WatchUntilAsync(
            "api/v1/namespaces/SPACE/serviceaccounts?watch=true&timeoutSeconds=10&fieldSelector=metadata.name%3Ddefault",
            "ADDED"
        );
        await Api.WatchUntilAsync($"{Maps}?watch=true&timeoutSeconds=10&fieldSelector=metadata.name%3Dkube-root-ca.crt", "ADDED");
        Assert.StartsWith(
            "-----BEGIN CERTIFICATE-----",
            (string)(await Api.ObjectAsync("GET", $"{Maps}/kube-root-ca.crt"))["data"]!["ca.crt"]!
        );
    }

    [Fact]
    public async Task Impersonation_UserWithoutPermissions_IsForbidden()
    {
        var (code, text) = await Api.AskAsync("GET", Pods, impersonated: "jane");
        Assert.Equal(
            (
                403,
                Refusal(
                    403,
                    "Forbidden",
                    "pods is forbidden: User \"jane\" cannot list resource \"pods\" in API group \"\" in the namespace \"SPACE\"",
                    """{"kind":"pods"}"""
                ).Text
            ),
            (code, text)
        );
    }

    [Theory]
    [InlineData("api/v1", "pods", "Pod po True create,delete,deletecollection,get,list,patch,update,watch all")]
    [InlineData("api/v1", "nodes", "Node no False create,delete,deletecollection,get,list,patch,update,watch ")]
    [InlineData("api/v1", "pods/log", "Pod  True get ")]
    [InlineData("apis/apps/v1", "deployments", "Deployment deploy True create,delete,deletecollection,get,list,patch,update,watch all")]
    [InlineData("apis/apps/v1", "deployments/scale", "Scale  True get,patch,update ")]
    [InlineData(
        "apis/apps/v1",
        "controllerrevisions",
        "ControllerRevision  True create,delete,deletecollection,get,list,patch,update,watch "
    )]
    [InlineData("apis/batch/v1", "jobs", "Job  True create,delete,deletecollection,get,list,patch,update,watch all")]
    public async Task Discovery_Resource_ListsKindShortNamesVerbsAndCategories(string group, string name, string wanted)
    {
        var found = (await Api.ObjectAsync("GET", group))["resources"]!.AsArray().Single(resource => (string)resource!["name"]! == name)!;
        Assert.Equal(
            wanted,
            $"{(string)found["kind"]!} {Joined("shortNames")} {(bool)found["namespaced"]!} {Joined("verbs")} {Joined("categories")}"
        );

        string Joined(string list) =>
            string.Join(',', found[list]?.AsArray().Select(one => (string)one!).Order(StringComparer.Ordinal).ToArray() ?? []);
    }
}
