using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Tests.Parity;

/// <summary>What holds of every API server: one set, run against the simulated and a real one. Where they differ, the real one is right.</summary>
public abstract class ApiScenarios : IAsyncLifetime
{
    protected const string Strategic = "application/strategic-merge-patch+json";
    protected const string Merge = "application/merge-patch+json";
    protected const string Json = "application/json-patch+json";
    private const string Deployments = "apis/apps/v1/namespaces/SPACE/deployments";
    private const string Maps = "api/v1/namespaces/SPACE/configmaps";

    // No replicas: nothing has to run, and no controller writes but the status.
    private const string Web = """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":0,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
        "spec":{"containers":[{"name":"web","image":"web:1","resources":{"requests":{"cpu":"0.5","memory":"1024Mi"}}},{"name":"log","image":"log"}]}}}}
        """;

    private ApiUnderTest? api;

    private ApiUnderTest Api => api!;

    public async ValueTask InitializeAsync()
    {
        if ((api = await StartAsync()) is not null) await Api.ObjectAsync("POST", "api/v1/namespaces", """{"metadata":{"name":"SPACE"}}""");
    }

    public async ValueTask DisposeAsync()
    {
        if (api is not null) await api.AskAsync("DELETE", "api/v1/namespaces/SPACE");
        api?.Dispose();
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_deployment_gets_its_defaults()
    {
        var web = await WebAsync();
        Assert.Equal(1, (int)web["metadata"]!["generation"]!);
        Assert.Equal(
            """{"replicas":0,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"web","image":"web:1","resources":{"requests":{"cpu":"500m","memory":"1Gi"}},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"},{"name":"log","image":"log","resources":{},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"Always"}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","securityContext":{},"schedulerName":"default-scheduler"}},"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":"25%","maxSurge":"25%"}},"revisionHistoryLimit":10,"progressDeadlineSeconds":600}""",
            Timeless(web["spec"]!));
    }

    [Fact]
    public async Task A_secrets_text_becomes_its_data()
    {
        var secret = await Api.ObjectAsync("POST", "api/v1/namespaces/SPACE/secrets", """{"metadata":{"name":"s"},"stringData":{"a":"b"}}""");
        Assert.Equal(("""{"a":"Yg=="}""", "Opaque", null), (secret["data"]!.ToJsonString(), (string)secret["type"]!, secret["stringData"]));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        const string NotFound = """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"deployments.apps \"none\" not found","reason":"NotFound","details":{"name":"none","group":"apps","kind":"deployments"},"code":404}""";
        Assert.Equal((404, NotFound), await Api.AskAsync("GET", $"{Deployments}/none"));
        Assert.Equal((404, NotFound), await Api.AskAsync("DELETE", $"{Deployments}/none"));
        Assert.Equal((404, NotFound), await Api.AskAsync("PATCH", $"{Deployments}/none", "{}", Merge));
        Assert.Equal((404, "404 page not found"), await Api.AskAsync("GET", "apis/none.example/v1/things"));
        var (code, paths) = await Api.AskAsync("GET", "none");
        Assert.Equal(404, code);
        Assert.Contains("\"/apis\"", paths);
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        await WebAsync();
        Assert.Equal(
            (409, """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"deployments.apps \"web\" already exists","reason":"AlreadyExists","details":{"name":"web","group":"apps","kind":"deployments"},"code":409}"""),
            await Api.AskAsync("POST", Deployments, Web));
        var generated = await Api.ObjectAsync("POST", Maps, """{"metadata":{"generateName":"map-"}}""");
        Assert.Matches("^map-[bcdfghjklmnpqrstvwxz2456789]{5}$", (string)generated["metadata"]!["name"]!);
    }

    [Fact]
    public async Task An_older_version_is_a_conflict()
    {
        var map = await Api.ObjectAsync("POST", Maps, """{"metadata":{"name":"m"}}""");
        await Api.ObjectAsync("PATCH", $"{Maps}/m", """{"data":{"a":"1"}}""", Merge);
        Assert.Equal(
            (409, """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Operation cannot be fulfilled on configmaps \"m\": the object has been modified; please apply your changes to the latest version and try again","reason":"Conflict","details":{"name":"m","kind":"configmaps"},"code":409}"""),
            await Api.AskAsync("PUT", $"{Maps}/m", map.ToJsonString()));
    }

    [Fact]
    public async Task Only_the_very_object_that_is_meant_is_deleted()
    {
        var uid = (string)(await Api.ObjectAsync("POST", Maps, """{"metadata":{"name":"m"}}"""))["metadata"]!["uid"]!;
        var (code, text) = await Api.AskAsync("DELETE", $"{Maps}/m", """{"preconditions":{"uid":"another"}}""");
        Assert.Equal(
            (409, $$$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Operation cannot be fulfilled on ConfigMap \"m\": the UID in the precondition (another) does not match the UID in record ({{{uid}}}). The object might have been deleted and then recreated","reason":"Conflict","details":{"name":"m","kind":"ConfigMap"},"code":409}"""),
            (code, text));
        (code, text) = await Api.AskAsync("PATCH", $"{Maps}/m", """{"metadata":{"uid":"another"}}""", Merge);
        Assert.Equal(422, code);
        Assert.Contains("metadata.uid: Invalid value: \\\"another\\\": field is immutable", text);
        (code, text) = await Api.AskAsync("PUT", $"{Maps}/m", """{"metadata":{"name":"m","uid":"another"}}""");
        Assert.Equal(409, code);
        Assert.Contains($"Precondition failed: UID in precondition: another, UID in object meta: {uid}", text);
        Assert.Equal(
            (200, $$$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","details":{"name":"m","kind":"configmaps","uid":"{{{uid}}}"}}"""),
            await Api.AskAsync("DELETE", $"{Maps}/m", $$$"""{"preconditions":{"uid":"{{{uid}}}"}}"""));
    }

    [Fact]
    public async Task The_generation_counts_changes_of_the_spec()
    {
        await WebAsync();
        Assert.Equal(1, (int)(await Api.ObjectAsync("PATCH", $"{Deployments}/web", """{"metadata":{"labels":{"a":"1"}}}""", Merge))["metadata"]!["generation"]!);
        Assert.Equal(2, (int)(await Api.ObjectAsync("PATCH", $"{Deployments}/web", """{"spec":{"minReadySeconds":1}}""", Merge))["metadata"]!["generation"]!);
    }

    [Fact]
    public async Task A_patch_that_changes_nothing_leaves_the_version()
    {
        var map = await Api.ObjectAsync("POST", Maps, """{"metadata":{"name":"m"},"data":{"a":"1"}}""");
        Assert.Equal(Version(map), Version(await Api.ObjectAsync("PATCH", $"{Maps}/m", """{"data":{"a":"1"}}""", Merge)));
    }

    [Fact]
    public async Task A_dry_run_changes_nothing()
    {
        var map = await Api.ObjectAsync("POST", Maps, """{"metadata":{"name":"m"}}""");
        var tried = await Api.ObjectAsync("PATCH", $"{Maps}/m?dryRun=All", """{"data":{"a":"1"}}""", Merge);
        Assert.Equal(("""{"a":"1"}""", Version(map)), (tried["data"]!.ToJsonString(), Version(tried)));
        await Api.ObjectAsync("DELETE", $"{Maps}/m?dryRun=All");
        Assert.Equal(Version(map), Version(await Api.ObjectAsync("GET", $"{Maps}/m")));
    }

    [Fact]
    public async Task A_strategic_merge_patch_merges_containers_by_name()
    {
        await WebAsync();
        var web = await Api.ObjectAsync(
            "PATCH", $"{Deployments}/web",
            """{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"new"},{"name":"log"}],"containers":[{"name":"new","image":"new:1"},{"name":"log","image":"log:2"},{"$patch":"delete","name":"web"}]}}}}""", Strategic);
        Assert.Equal("new new:1 log log:2", string.Join(' ', web["spec"]!["template"]!["spec"]!["containers"]!.AsArray().Select(one => $"{one!["name"]} {one["image"]}")));
        var (code, text) = await Api.AskAsync(
            "PATCH", $"{Deployments}/web", """{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"new"},{"name":"log"}],"containers":[{"name":"log","image":"log:3"},{"name":"new","image":"new:2"}]}}}}""", Strategic);
        Assert.Equal(500, code);
        Assert.Contains("doesn't match $setElementOrder list", text);
        web = await Api.ObjectAsync("PATCH", $"{Deployments}/web", """{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}""", Strategic);
        Assert.Equal("""{"type":"Recreate"}""", web["spec"]!["strategy"]!.ToJsonString());
    }

    [Fact]
    public async Task A_JSON_patch_is_all_or_nothing()
    {
        await Api.ObjectAsync("POST", Maps, """{"metadata":{"name":"m"},"data":{"a":"1"}}""");
        var failed = (422, """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"the server rejected our request due to an error in our request","reason":"Invalid","details":{},"code":422}""");
        Assert.Equal(failed, await Api.AskAsync("PATCH", $"{Maps}/m", """[{"op":"replace","path":"/data/a","value":"2"},{"op":"test","path":"/data/a","value":"3"}]""", Json));
        Assert.Equal(failed, await Api.AskAsync("PATCH", $"{Maps}/m", """[{"op":"remove","path":"/data/none"}]""", Json));
        Assert.Equal("""{"b":"1"}""", (await Api.ObjectAsync("PATCH", $"{Maps}/m", """[{"op":"move","from":"/data/a","path":"/data/b"}]""", Json))["data"]!.ToJsonString());
    }

    [Fact]
    public async Task A_scale_sets_the_replicas_and_holds_to_its_version()
    {
        await WebAsync();
        var scale = await Api.ObjectAsync("GET", $"{Deployments}/web/scale");
        Assert.Equal(("""{}""", """{"replicas":0,"selector":"app=web"}"""), (scale["spec"]!.ToJsonString(), scale["status"]!.ToJsonString()));
        scale["spec"]!["replicas"] = -1;
        var (code, text) = await Api.AskAsync("PUT", $"{Deployments}/web/scale", scale.ToJsonString());
        Assert.Equal(422, code);
        Assert.Contains("\"message\":\"Scale.autoscaling \\\"web\\\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0\"", text);
        scale["metadata"]!["resourceVersion"] = "1";
        scale["spec"]!["replicas"] = 1;
        Assert.Equal(
            (409, """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Operation cannot be fulfilled on deployments.apps \"web\": the object has been modified; please apply your changes to the latest version and try again","reason":"Conflict","details":{"name":"web","group":"apps","kind":"deployments"},"code":409}"""),
            await Api.AskAsync("PUT", $"{Deployments}/web/scale", scale.ToJsonString()));
    }

    [Fact]
    public async Task What_a_deployment_may_not_be_is_refused()
    {
        await WebAsync();
        Assert.Equal(
            (422, """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Deployment.apps \"web\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0","reason":"Invalid","details":{"name":"web","group":"apps","kind":"Deployment","causes":[{"reason":"FieldValueInvalid","message":"Invalid value: -1: must be greater than or equal to 0","field":"spec.replicas"}]},"code":422}"""),
            await Api.AskAsync("PATCH", $"{Deployments}/web", """{"spec":{"replicas":-1}}""", Merge));
        var (code, text) = await Api.AskAsync("POST", Deployments, Web.Replace("\"labels\":{\"app\":\"web\"}", "\"labels\":{\"app\":\"other\"}", StringComparison.Ordinal).Replace("\"name\":\"web\"}", "\"name\":\"w2\"}", StringComparison.Ordinal));
        Assert.Equal(422, code);
        Assert.Contains("Invalid value: map[string]string{\\\"app\\\":\\\"other\\\"}: `selector` does not match template `labels`", text);
        (code, text) = await Api.AskAsync("PATCH", $"{Deployments}/web", """{"spec":{"selector":{"matchLabels":{"more":"x"}},"template":{"metadata":{"labels":{"more":"x"}}}}}""", Merge);
        Assert.Equal(422, code);
        Assert.Contains("field is immutable", text);
    }

    [Fact]
    public async Task A_body_that_does_not_fit_its_path_is_refused()
    {
        Assert.Contains("\"message\":\"namespaces \\\"nowhere\\\" not found\"", (await Api.AskAsync("POST", "api/v1/namespaces/nowhere/configmaps", """{"metadata":{"name":"m"}}""")).Text);
        var other = await Api.AskAsync("POST", Maps, """{"metadata":{"name":"m","namespace":"default"}}""");
        Assert.Equal(400, other.Code);
        Assert.Contains("the namespace of the provided object does not match the namespace sent on the request", other.Text);
        Assert.Equal(400, (await Api.AskAsync("POST", Maps, "no JSON")).Code);
        Assert.Equal(400, (await Api.AskAsync("POST", Maps, """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"m"}}""")).Code);
        Assert.Equal(422, (await Api.AskAsync("POST", Maps, """{"metadata":{"name":"Not A Name"}}""")).Code);
        Assert.Equal(422, (await Api.AskAsync("POST", Maps, """{"metadata":{}}""")).Code);
        Assert.Contains("\"message\":\"415: Unsupported Media Type\",\"reason\":\"UnsupportedMediaType\"", (await Api.AskAsync("PATCH", $"{Maps}/m", "{}", "text/plain")).Text);
        Assert.Equal(406, (await Api.AskAsync("GET", Maps, accept: "text/html")).Code);
        Assert.Contains("field label not supported: spec.containers", (await Api.AskAsync("GET", "api/v1/pods?fieldSelector=spec.containers%3Dx")).Text);
        Assert.Contains("strconv.ParseInt: parsing \\\"x\\\": invalid syntax", (await Api.AskAsync("GET", $"{Maps}?limit=x")).Text);
        Assert.Contains("\"message\":\"invalid continue token", (await Api.AskAsync("GET", $"{Maps}?continue=abc")).Text);
        Assert.Equal(500, (await Api.AskAsync("POST", Maps, """{"metadata":{"name":"m","resourceVersion":"5"}}""")).Code);
        Assert.Contains("\"message\":\"Pod \\\"p\\\" is invalid: spec.containers: Required value\"", (await Api.AskAsync("POST", "api/v1/namespaces/SPACE/pods", """{"metadata":{"name":"p"},"spec":{}}""")).Text);
        Assert.Contains("\"message\":\"the server could not find the requested resource\",\"reason\":\"NotFound\",\"details\":{}", (await Api.AskAsync("GET", "api/v1/namespaces/SPACE/wheels")).Text);
    }

    [Fact]
    public async Task A_list_comes_in_pages()
    {
        foreach (var name in new[] { "a", "b", "c" }) await Api.ObjectAsync("POST", Maps, Named(name, "\"parity\":\"yes\""));
        var first = await Api.ObjectAsync("GET", $"{Maps}?limit=2&labelSelector=parity");
        Assert.Equal("a b", Names(first));
        Assert.Null(first["metadata"]!["remainingItemCount"]);
        await Api.ObjectAsync("DELETE", $"{Maps}/c");
        var second = await Api.ObjectAsync("GET", $"{Maps}?limit=2&labelSelector=parity&continue={first["metadata"]!["continue"]}");
        Assert.Equal(("c", null), (Names(second), second["metadata"]!["continue"]));
        Assert.Equal(Version(first), Version(second));
        Assert.True((int)(await Api.ObjectAsync("GET", $"{Maps}?limit=1"))["metadata"]!["remainingItemCount"]! >= 1);
    }

    [Theory]
    [InlineData("labelSelector=app%3Da", "a")]
    [InlineData("labelSelector=app%21%3Da,app", "b")]
    [InlineData("labelSelector=app+in+(a,b)", "a b")]
    [InlineData("labelSelector=app+notin+(a),parity", "b c")]
    [InlineData("labelSelector=%21app,parity", "c")]
    [InlineData("labelSelector=parity&fieldSelector=metadata.name%21%3Da", "b c")]
    [InlineData("fieldSelector=metadata.name%3Db", "b")]
    public async Task A_selection_selects(string selection, string names)
    {
        foreach (var (name, labels) in new[] { ("a", "\"app\":\"a\","), ("b", "\"app\":\"b\","), ("c", "") })
            await Api.ObjectAsync("POST", Maps, Named(name, $"{labels}\"parity\":\"yes\""));
        Assert.Equal(names, Names(await Api.ObjectAsync("GET", $"{Maps}?{selection}")));
    }

    [Fact]
    public async Task A_watch_tells_what_happened_since_its_version_through_its_selection()
    {
        var start = Version(await Api.ObjectAsync("POST", Maps, """{"metadata":{"name":"m","labels":{"track":"stable"}}}"""));
        await Api.ObjectAsync("PATCH", $"{Maps}/m", """{"metadata":{"labels":{"track":"canary"}}}""", Merge);
        await Api.ObjectAsync("PATCH", $"{Maps}/m", """{"data":{"a":"1"}}""", Merge);
        var left = await Api.ObjectAsync("PATCH", $"{Maps}/m", """{"metadata":{"labels":{"track":"stable"}}}""", Merge);
        var events = await Api.WatchAsync($"{Maps}?watch=true&timeoutSeconds=10&labelSelector=track%3Dcanary&resourceVersion={start}", 3);
        Assert.Equal(["ADDED", "MODIFIED", "DELETED"], events.Select(one => (string)one["type"]!));
        // As it was when it was last seen, with the version of its leaving.
        Assert.Equal(("canary", Version(left)), ((string)events[2]["object"]!["metadata"]!["labels"]!["track"]!, Version(events[2]["object"]!.AsObject())));

        await Api.ObjectAsync("DELETE", $"{Maps}/m");
        var all = await Api.WatchAsync($"{Maps}?watch=true&timeoutSeconds=10&fieldSelector=metadata.name%3Dm&resourceVersion={start}", 4);
        Assert.Equal(["MODIFIED", "MODIFIED", "MODIFIED", "DELETED"], all.Select(one => (string)one["type"]!));
        Assert.NotEqual(Version(left), Version(all[3]["object"]!.AsObject()));
    }

    [Fact]
    public async Task A_pod_that_runs_nowhere_is_gone_at_once()
    {
        var pod = await Api.ObjectAsync("POST", "api/v1/namespaces/SPACE/pods", """{"metadata":{"name":"p"},"spec":{"automountServiceAccountToken":false,"nodeSelector":{"no":"node"},"containers":[{"name":"c","image":"c:1","resources":{"limits":{"cpu":"1","memory":"1Gi"}}}]}}""");
        Assert.Equal(("Pending", "Guaranteed"), ((string)pod["status"]!["phase"]!, (string)pod["status"]!["qosClass"]!));
        await Api.ObjectAsync("DELETE", "api/v1/namespaces/SPACE/pods/p");
        Assert.Equal(404, (await Api.AskAsync("GET", "api/v1/namespaces/SPACE/pods/p")).Code);
    }

    [Fact]
    public async Task Many_are_deleted_by_selection()
    {
        foreach (var name in new[] { "a", "b", "c" }) await Api.ObjectAsync("POST", Maps, Named(name, $"\"parity\":\"{name}\""));
        Assert.Equal(200, (await Api.AskAsync("DELETE", $"{Maps}?labelSelector=parity+in+(a,b)")).Code);
        Assert.Equal("c", Names(await Api.ObjectAsync("GET", $"{Maps}?labelSelector=parity")));
    }

    [Fact]
    public async Task An_administrator_may_do_everything()
    {
        var review = await Api.ObjectAsync(
            "POST", "apis/authorization.k8s.io/v1/selfsubjectaccessreviews", """{"kind":"SelfSubjectAccessReview","apiVersion":"authorization.k8s.io/v1","spec":{"resourceAttributes":{"verb":"delete","resource":"nodes"}}}""");
        Assert.True((bool)review["status"]!["allowed"]!);
    }

    /// <summary>The server; null where there is none.</summary>
    private protected abstract Task<ApiUnderTest?> StartAsync();

    /// <summary>Ends what <see cref="StartAsync"/> started.</summary>
    protected abstract ValueTask StopAsync();

    private async Task<JsonObject> WebAsync() => await Api.ObjectAsync("POST", Deployments, Web);

    private static string Named(string name, string labels) => $"{{\"metadata\":{{\"name\":\"{name}\",\"labels\":{{{labels}}}}}}}";

    private static string Names(JsonObject list) => string.Join(' ', list["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!));

    private static string Version(JsonObject obj) => (string)obj["metadata"]!["resourceVersion"]!;

    // Servers before 1.34 wrote the time of templates, which have none.
    private static string Timeless(JsonNode spec) => spec.ToJsonString().Replace("\"creationTimestamp\":null,", "", StringComparison.Ordinal);
}
