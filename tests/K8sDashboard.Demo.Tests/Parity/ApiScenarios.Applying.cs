using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Tests.Parity;

/// <content>Server-side apply and field ownership.</content>
public abstract partial class ApiScenarios
{
    private const string Apply = "application/apply-patch+yaml";

    // The field set of a new Deployment of these tests, from a real server.
    private const string FieldsOfWeb =
        """{"f:spec":{"f:progressDeadlineSeconds":{},"f:replicas":{},"f:revisionHistoryLimit":{},"f:selector":{},"f:strategy":"""
        + """{"f:rollingUpdate":{".":{},"f:maxSurge":{},"f:maxUnavailable":{}},"f:type":{}},"f:template":{"f:metadata":"""
        + """{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"log\"}":{".":{},"f:image":{}"""
        + ""","f:imagePullPolicy":{},"f:name":{},"f:resources":{},"f:terminationMessagePath":{},"f:terminationMessagePolicy":{}}"""
        + ""","k:{\"name\":\"web\"}":{".":{},"f:image":{},"f:imagePullPolicy":{},"f:name":{},"f:resources":{".":{},"f:requests":"""
        + """{".":{},"f:cpu":{},"f:memory":{}}},"f:terminationMessagePath":{},"f:terminationMessagePolicy":{}}},"f:dnsPolicy":{}"""
        + ""","f:restartPolicy":{},"f:schedulerName":{},"f:securityContext":{},"f:terminationGracePeriodSeconds":{}}}}}""";

    [Fact]
    public async Task ManagedFields_CreatedPatchedAndReplaced_RecordEachManager()
    {
        var web = await Api.ObjectAsync("POST", $"{Deployments}?fieldManager=maker", Web);
        Assert.Equal([$"maker Update {FieldsOfWeb}"], Managers(web));
        web = await Api.ObjectAsync(
            "PATCH",
            $"{Deployments}/web?fieldManager=patcher",
            """{"spec":{"template":{"spec":{"containers":[{"name":"log","image":"log:2","env":[{"name":"A","value":"1"}]}]}}}}""",
            Strategic
        );
        Assert.Contains(
            """patcher Update {"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\"name\":\"log\"}":{"f:env":{".":{},"k:"""
                + """{\"name\":\"A\"}":{".":{},"f:name":{},"f:value":{}}},"f:image":{}}}}}}}""",
            Managers(web)
        );
        // A ConfigMap, which no controller writes to: replaced as read, without the server-set metadata.
        var map = await Api.ObjectAsync("POST", $"{Maps}?fieldManager=maker", """{"metadata":{"name":"m"},"data":{"a":"1","b":"1"}}""");
        map["data"] = new JsonObject { ["a"] = "2", ["c"] = "1" };
        map["metadata"]!.AsObject().Remove("resourceVersion");
        map["metadata"]!.AsObject().Remove("managedFields");
        map = await Api.ObjectAsync("PUT", $"{Maps}/m?fieldManager=putter", map.ToJsonString());
        Assert.Equal(["""maker Update {"f:data":{}}""", """putter Update {"f:data":{"f:a":{},"f:c":{}}}"""], Managers(map).Order());
    }

    [Fact]
    public async Task ManagedFields_NoFieldManagerGiven_UsesProgramName() =>
        Assert.StartsWith(
            "K8sDashboard Update ",
            Assert.Single(Managers(await Api.ObjectAsync("POST", Maps, """{"metadata":{"name":"m"},"data":{"a":"1"}}"""))),
            StringComparison.OrdinalIgnoreCase
        );

    [Fact]
    public async Task ServerSideApply_FieldNoLongerApplied_IsRemovedUnlessOwnedByOther()
    {
        var (code, made) = await ApplyAsync("one", Map("""{"a":"1","b":"2","c":"3"}"""));
        Assert.Equal((201, """one Apply {"f:data":{"f:a":{},"f:b":{},"f:c":{}}}"""), (code, Assert.Single(Managers(made))));
        await ApplyAsync("two", Map("""{"b":"2"}"""));
        var (_, map) = await ApplyAsync("one", Map("""{"c":"4"}"""));
        Assert.Equal("""{"b":"2","c":"4"}""", map["data"]!.ToJsonString());
        Assert.Equal(["""one Apply {"f:data":{"f:c":{}}}""", """two Apply {"f:data":{"f:b":{}}}"""], Managers(map).Order());
        (_, map) = await ApplyAsync("one", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"}}""");
        Assert.Equal("""{"b":"2"}""", map["data"]!.ToJsonString());
        Assert.Equal(["""two Apply {"f:data":{"f:b":{}}}"""], Managers(map));
    }

    [Fact]
    public async Task ServerSideApply_FieldOfOtherManager_ConflictsUntilForced()
    {
        await ApplyAsync("one", Map("""{"a":"1"}"""));
        Assert.Equal(
            Refusal(
                409,
                "Conflict",
                "Apply failed with 1 conflict: conflict with \"one\": .data.a",
                """{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"one\"","field":".data.a"}]}"""
            ),
            await Api.AskAsync("PATCH", $"{Maps}/m?fieldManager=two", Map("""{"a":"2"}"""), Apply)
        );
        await Api.ObjectAsync("PATCH", $"{Maps}/m?fieldManager=three", """{"data":{"a":"3","b":"3"}}""", Merge);
        Assert.Equal(
            Refusal(
                409,
                "Conflict",
                "Apply failed with 2 conflicts: conflicts with \"three\" using v1:\n- .data.a\n- .data.b",
                """{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"three\" using v1","field":".data.a"},"""
                    + """{"reason":"FieldManagerConflict","message":"conflict with \"three\" using v1","field":".data.b"}]}"""
            ),
            await Api.AskAsync("PATCH", $"{Maps}/m?fieldManager=two", Map("""{"a":"2","b":"2"}"""), Apply)
        );
        var (_, map) = await ApplyAsync("two", Map("""{"a":"2"}"""), "&force=true");
        Assert.Equal(["""three Update {"f:data":{"f:b":{}}}""", """two Apply {"f:data":{"f:a":{}}}"""], Managers(map).Order());
        // Applying the same value is no conflict: it becomes shared.
        (_, map) = await ApplyAsync("one", Map("""{"a":"2"}"""));
        Assert.Equal(3, Managers(map).Count);
    }

    [Fact]
    public async Task ServerSideApply_ListItems_AreMergedByKey()
    {
        const string Containers =
            """[{"name":"log","image":"log:2"},{"name":"web","ports":[{"containerPort":53},"""
            + """{"containerPort":53,"protocol":"UDP","name":"dns"}]},{"name":"new","image":"new:1"}]""";
        await Api.ObjectAsync("POST", $"{Deployments}?fieldManager=maker", Web);
        var (code, text) = await Api.AskAsync("PATCH", $"{Deployments}/web?fieldManager=two", WebOf(Containers), Apply);
        Assert.Equal(409, code);
        Assert.Contains(""".spec.template.spec.containers[name=\"log\"].image""", text);
        var web = await Api.ObjectAsync("PATCH", $"{Deployments}/web?fieldManager=two&force=true", WebOf(Containers), Apply);
        Assert.Equal("log log:2 - new new:1 - web web:1 TCP,UDP", Summary(web));
        Assert.Contains(
            """two Apply {"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\"name\":\"log\"}":{".":{},"f:image":{}"""
                + ""","f:name":{}},"k:{\"name\":\"new\"}":{".":{},"f:image":{},"f:name":{}},"k:{\"name\":\"web\"}":{".":{},"f:name":"""
                + """{},"f:ports":{"k:{\"containerPort\":53,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{}},"k:"""
                + """{\"containerPort\":53,\"protocol\":\"UDP\"}":{".":{},"f:containerPort":{},"f:name":{},"f:protocol":{}}}}}}}}}""",
            Managers(web)
        );
        web = await Api.ObjectAsync(
            "PATCH",
            $"{Deployments}/web?fieldManager=two",
            WebOf("""[{"name":"log","image":"log:2"},{"name":"web","ports":[{"containerPort":53}]}]"""),
            Apply
        );
        // Fields of other managers stay: the image. Fields without a manager are removed: a port, a container.
        Assert.Equal("log log:2 - web web:1 TCP", Summary(web));
    }

    [Fact]
    public async Task ServerSideApply_UnchangedOrDryRun_ChangesNothing()
    {
        var (_, map) = await ApplyAsync("one", Map("""{"a":"1"}"""));
        Assert.Equal(Version(map), Version((await ApplyAsync("one", Map("""{"a":"1"}"""))).Object));
        Assert.Equal("""{"b":"1"}""", (await ApplyAsync("one", Map("""{"b":"1"}"""), "&dryRun=All")).Object["data"]!.ToJsonString());
        Assert.Equal("""{"a":"1"}""", (await Api.ObjectAsync("GET", $"{Maps}/m"))["data"]!.ToJsonString());
        Assert.Equal(
            201,
            (
                await Api.AskAsync(
                    "PATCH",
                    $"{Maps}/none?fieldManager=one&dryRun=All",
                    """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"none"}}""",
                    Apply
                )
            ).Code
        );
        Assert.Equal(404, (await Api.AskAsync("GET", $"{Maps}/none")).Code);
    }

    [Fact]
    public async Task ServerSideApply_YamlBody_IsAccepted()
    {
        var (_, map) = await ApplyAsync(
            "one",
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: m\n  labels: {team: shop}\ndata:\n  a: \"1\"\n  b: |\n    two\n    lines\n"
        );
        Assert.Equal("two\nlines\n", (string)map["data"]!["b"]!);
    }

    [Theory]
    [InlineData(
        "",
        """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"}}""",
        422,
        "PatchOptions.meta.k8s.io \\\"\\\" is invalid: fieldManager: Required value: is required for apply patch"
    )]
    [InlineData(
        "?fieldManager=one",
        """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"},"dat":{"a":"1"}}""",
        500,
        ".dat: field not declared in schema"
    )]
    [InlineData(
        "?fieldManager=one",
        """{"metadata":{"name":"m"}}""",
        400,
        "Incorrect version specified in apply patch. Specified patch version: , expected: v1"
    )]
    [InlineData(
        "?fieldManager=one",
        """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m","managedFields":[{}]}}""",
        400,
        "metadata.managedFields must be nil"
    )]
    [InlineData(
        "?fieldManager=one",
        """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"other"}}""",
        400,
        "the name of the object (other) does not match the name on the URL (m)"
    )]
    [InlineData(
        "?fieldManager=one",
        """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m","resourceVersion":"1"}}""",
        409,
        "the object has been modified"
    )]
    [InlineData("?fieldManager=one", "a: b: c", 400, "error decoding YAML: error converting YAML to JSON: yaml: ")]
    public async Task ServerSideApply_InvalidConfiguration_IsRejected(string query, string configuration, int code, string words)
    {
        await Api.ObjectAsync("POST", Maps, """{"metadata":{"name":"m"}}""");
        var answer = await Api.AskAsync("PATCH", $"{Maps}/m{query}", configuration, Apply);
        Assert.Equal(code, answer.Code);
        Assert.Contains(words, answer.Text);
    }

    [Fact]
    public async Task ServerSideApply_DuplicateKeyOrForceOnMergePatch_IsRejected()
    {
        await WebAsync();
        Assert.Contains(
            """.spec.template.spec.containers: duplicate entries for key [name=\"web\"]""",
            (await Api.AskAsync("PATCH", $"{Deployments}/web?fieldManager=two", WebOf("""[{"name":"web"},{"name":"web"}]"""), Apply)).Text
        );
        Assert.Contains(
            "force: Forbidden: may not be specified for non-apply patch",
            (await Api.AskAsync("PATCH", $"{Deployments}/web?force=true", "{}", Merge)).Text
        );
    }

    private async Task<(int Code, JsonObject Object)> ApplyAsync(string manager, string configuration, string more = "")
    {
        var (code, text) = await Api.AskAsync("PATCH", $"{Maps}/m?fieldManager={manager}{more}", configuration, Apply);
        Assert.True(code is 200 or 201, text);
        return (code, JsonNode.Parse(text)!.AsObject());
    }

    private static string Map(string data) => $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"},"data":{{data}}}""";

    private static string WebOf(string containers) =>
        """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":"""
        + """{"template":{"spec":{"containers":"""
        + containers
        + "}}}}";

    // The entries of managedFields, without those of controllers, whose timing varies.
    private static List<string> Managers(JsonObject obj) =>
        [
            .. obj["metadata"]!["managedFields"]!
                .AsArray()
                .Where(entry => !((string)entry!["manager"]!).StartsWith("kube-", StringComparison.Ordinal))
                .Select(entry => $"{entry!["manager"]} {entry["operation"]} {entry["fieldsV1"]!.ToJsonString(Readable)}"),
        ];

    private static string Summary(JsonObject deployment) =>
        string.Join(
            " - ",
            deployment["spec"]!["template"]!["spec"]!["containers"]!
                .AsArray()
                .OrderBy(one => (string)one!["name"]!, StringComparer.Ordinal)
                .Select(one => $"{one!["name"]} {one["image"]} {Protocols(one)}".TrimEnd())
        );

    private static string Protocols(JsonNode container) =>
        string.Join(',', container["ports"]?.AsArray().Select(port => port!["protocol"]) ?? []);
}
