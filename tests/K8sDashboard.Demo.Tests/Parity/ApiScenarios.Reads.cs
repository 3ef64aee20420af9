namespace K8sDashboard.Demo.Tests.Parity;

/// <content>Lists, watches, and errors of invalid requests.</content>
public abstract partial class ApiScenarios
{
    [Fact]
    public async Task Request_UnknownObjectOrPath_IsNotFound()
    {
        var notFound = Refusal(
            404,
            "NotFound",
            "deployments.apps \"none\" not found",
            """{"name":"none","group":"apps","kind":"deployments"}"""
        );
        Assert.Equal(notFound, await Api.AskAsync("GET", $"{Deployments}/none"));
        Assert.Equal(notFound, await Api.AskAsync("DELETE", $"{Deployments}/none"));
        Assert.Equal(notFound, await Api.AskAsync("PATCH", $"{Deployments}/none", "{}", Merge));
        Assert.Equal((404, "404 page not found"), await Api.AskAsync("GET", "apis/none.example/v1/things"));
        var (code, paths) = await Api.AskAsync("GET", "none");
        Assert.Equal(404, code);
        Assert.Contains("\"/apis\"", paths);
    }

    [Fact]
    public async Task Request_InvalidBodyOrQuery_IsRejected()
    {
        Assert.Contains(
            "\"message\":\"namespaces \\\"nowhere\\\" not found\"",
            (await Api.AskAsync("POST", "api/v1/namespaces/nowhere/configmaps", """{"metadata":{"name":"m"}}""")).Text
        );
        var other = await Api.AskAsync("POST", Maps, """{"metadata":{"name":"m","namespace":"default"}}""");
        Assert.Equal(400, other.Code);
        Assert.Contains("the namespace of the provided object does not match the namespace sent on the request", other.Text);
        Assert.Equal(400, (await Api.AskAsync("POST", Maps, "no JSON")).Code);
        Assert.Equal(400, (await Api.AskAsync("POST", Maps, """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"m"}}""")).Code);
        Assert.Equal(422, (await Api.AskAsync("POST", Maps, """{"metadata":{"name":"Not A Name"}}""")).Code);
        Assert.Equal(422, (await Api.AskAsync("POST", Maps, """{"metadata":{}}""")).Code);
        Assert.Contains(
            "\"message\":\"415: Unsupported Media Type\",\"reason\":\"UnsupportedMediaType\"",
            (await Api.AskAsync("PATCH", $"{Maps}/m", "{}", "text/plain")).Text
        );
        Assert.Equal(406, (await Api.AskAsync("GET", Maps, accept: "text/html")).Code);
        Assert.Contains(
            "field label not supported: spec.containers",
            (await Api.AskAsync("GET", "api/v1/pods?fieldSelector=spec.containers%3Dx")).Text
        );
        Assert.Contains("strconv.ParseInt: parsing \\\"x\\\": invalid syntax", (await Api.AskAsync("GET", $"{Maps}?limit=x")).Text);
        Assert.Contains("\"message\":\"invalid continue token", (await Api.AskAsync("GET", $"{Maps}?continue=abc")).Text);
        Assert.Equal(500, (await Api.AskAsync("POST", Maps, """{"metadata":{"name":"m","resourceVersion":"5"}}""")).Code);
        Assert.Contains(
            "\"message\":\"Pod \\\"p\\\" is invalid: spec.containers: Required value\"",
            (
                await Api.AskAsync(
                    "POST",
                    "api/v1/namespaces/SPACE/pods",
                    """{"metadata":{"name":"p"},"spec":{"automountServiceAccountToken":false}}"""
                )
            ).Text
        );
        Assert.Contains(
            "\"message\":\"the server could not find the requested resource\",\"reason\":\"NotFound\",\"details\":{}",
            (await Api.AskAsync("GET", "api/v1/namespaces/SPACE/wheels")).Text
        );
    }

    [Fact]
    public async Task List_LimitAndContinue_ReturnsPagesOfOneVersion()
    {
        foreach (var name in new[] { "a", "b", "c" })
            await Api.ObjectAsync("POST", Maps, Named(name, "\"parity\":\"yes\""));
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
    public async Task List_LabelOrFieldSelector_ReturnsMatchingObjects(string selection, string names)
    {
        foreach (var (name, labels) in new[] { ("a", "\"app\":\"a\","), ("b", "\"app\":\"b\","), ("c", "") })
            await Api.ObjectAsync("POST", Maps, Named(name, $"{labels}\"parity\":\"yes\""));
        Assert.Equal(names, Names(await Api.ObjectAsync("GET", $"{Maps}?{selection}")));
    }

    [Fact]
    public async Task Watch_FromVersionWithSelector_SendsMatchingEvents()
    {
        var start = Version(await Api.ObjectAsync("POST", Maps, """{"metadata":{"name":"m","labels":{"track":"stable"}}}"""));
        await Api.ObjectAsync("PATCH", $"{Maps}/m", """{"metadata":{"labels":{"track":"canary"}}}""", Merge);
        await Api.ObjectAsync("PATCH", $"{Maps}/m", """{"data":{"a":"1"}}""", Merge);
        var left = await Api.ObjectAsync("PATCH", $"{Maps}/m", """{"metadata":{"labels":{"track":"stable"}}}""", Merge);
        var events = await Api.WatchAsync($"{Maps}?watch=true&timeoutSeconds=10&labelSelector=track%3Dcanary&resourceVersion={start}", 3);
        Assert.Equal(["ADDED", "MODIFIED", "DELETED"], events.Select(one => (string)one["type"]!));
        // The last matching state, with the resourceVersion of the change.
        Assert.Equal(
            ("canary", Version(left)),
            ((string)events[2]["object"]!["metadata"]!["labels"]!["track"]!, Version(events[2]["object"]!.AsObject()))
        );

        await Api.ObjectAsync("DELETE", $"{Maps}/m");
        var all = await Api.WatchAsync($"{Maps}?watch=true&timeoutSeconds=10&fieldSelector=metadata.name%3Dm&resourceVersion={start}", 4);
        Assert.Equal(["MODIFIED", "MODIFIED", "MODIFIED", "DELETED"], all.Select(one => (string)one["type"]!));
        Assert.NotEqual(Version(left), Version(all[3]["object"]!.AsObject()));
    }

    [Fact]
    public async Task DeleteCollection_LabelSelector_DeletesMatchingObjects()
    {
        foreach (var name in new[] { "a", "b", "c" })
            await Api.ObjectAsync("POST", Maps, Named(name, $"\"parity\":\"{name}\""));
        Assert.Equal(200, (await Api.AskAsync("DELETE", $"{Maps}?labelSelector=parity+in+(a,b)")).Code);
        Assert.Equal("c", Names(await Api.ObjectAsync("GET", $"{Maps}?labelSelector=parity")));
    }

    [Fact]
    public async Task AccessReview_AdministratorDeletesNodes_IsAllowed()
    {
        var review = await Api.ObjectAsync(
            "POST",
            "apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            """{"kind":"SelfSubjectAccessReview","apiVersion":"authorization.k8s.io/v1","spec":{"resourceAttributes":"""
                + """{"verb":"delete","resource":"nodes"}}}"""
        );
        Assert.True((bool)review["status"]!["allowed"]!);
    }
}
