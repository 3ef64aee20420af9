namespace K8sDashboard.Demo.Tests.Parity;

/// <content>Deletes: propagation policies, preconditions, and namespaces.</content>
public abstract partial class ApiScenarios
{
    [Fact]
    public async Task Namespace_Deleted_RejectsNewContentIsEmptiedAndRemoved()
    {
        await Api.ObjectAsync("POST", Maps, """{"metadata":{"name":"m"}}""");
        await WebAsync();
        var deleted = await Api.ObjectAsync("DELETE", "api/v1/namespaces/SPACE");
        Assert.Equal(("Terminating", true), ((string)deleted["status"]!["phase"]!, deleted["metadata"]!["deletionTimestamp"] is not null));
        Assert.Equal(
            Refusal(
                403,
                "Forbidden",
                "configmaps \"late\" is forbidden: unable to create new content in namespace SPACE because it is being terminated",
                """{"name":"late","kind":"configmaps","causes":"""
                    + """[{"reason":"NamespaceTerminating","message":"namespace SPACE is being terminated","""
                    + "\"field\":\"metadata.namespace\"}]}"
            ),
            await Api.AskAsync("POST", Maps, """{"metadata":{"name":"late"}}""")
        );
        await Api.WatchUntilAsync(
            $"api/v1/namespaces?watch=true&timeoutSeconds=20&fieldSelector=metadata.name%3DSPACE&resourceVersion={Version(deleted)}",
            "DELETED"
        );
        Assert.Equal(404, (await Api.AskAsync("GET", "api/v1/namespaces/SPACE")).Code);
        Assert.Equal(("", ""), (Names(await Api.ObjectAsync("GET", Maps)), Names(await Api.ObjectAsync("GET", Deployments))));
    }

    [Fact]
    public async Task Delete_ForegroundOrOrphan_RemovesOrKeepsDependents()
    {
        const string Sets = "apis/apps/v1/namespaces/SPACE/replicasets";
        foreach (var (policy, left) in new[] { ("Foreground", 0), ("Orphan", 1) })
        {
            var web = await WebAsync();
            await Api.WatchUntilAsync($"{Sets}?watch=true&timeoutSeconds=20&resourceVersion={Version(web)}", "ADDED");
            await Api.AskAsync("DELETE", $"{Deployments}/web", $$"""{"propagationPolicy":"{{policy}}"}""");
            await Api.WatchUntilAsync($"{Deployments}?watch=true&timeoutSeconds=20&resourceVersion={Version(web)}", "DELETED");
            var sets = (await Api.ObjectAsync("GET", Sets))["items"]!.AsArray();
            Assert.Equal(left, sets.Count);
            Assert.All(sets, set => Assert.Null(set!["metadata"]!["ownerReferences"]));
        }
    }

    [Fact]
    public async Task UidPrecondition_OtherUid_RejectsDeletePatchAndUpdate()
    {
        var uid = (string)(await Api.ObjectAsync("POST", Maps, """{"metadata":{"name":"m"}}"""))["metadata"]!["uid"]!;
        var (code, text) = await Api.AskAsync("DELETE", $"{Maps}/m", """{"preconditions":{"uid":"another"}}""");
        Assert.Equal(
            Refusal(
                409,
                "Conflict",
                "Operation cannot be fulfilled on ConfigMap \"m\": the UID in the precondition (another) does not match the "
                    + $"UID in record ({uid}). The object might have been deleted and then recreated",
                """{"name":"m","kind":"ConfigMap"}"""
            ),
            (code, text)
        );
        (code, text) = await Api.AskAsync("PATCH", $"{Maps}/m", """{"metadata":{"uid":"another"}}""", Merge);
        Assert.Equal(422, code);
        Assert.Contains("metadata.uid: Invalid value: \\\"another\\\": field is immutable", text);
        (code, text) = await Api.AskAsync("PUT", $"{Maps}/m", """{"metadata":{"name":"m","uid":"another"}}""");
        Assert.Equal(409, code);
        Assert.Contains($"Precondition failed: UID in precondition: another, UID in object meta: {uid}", text);
        Assert.Equal(
            (
                200,
                """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","details":"""
                    + $$$"""{"name":"m","kind":"configmaps","uid":"{{{uid}}}"}}"""
            ),
            await Api.AskAsync("DELETE", $"{Maps}/m", $$$"""{"preconditions":{"uid":"{{{uid}}}"}}""")
        );
    }

    [Fact]
    public async Task Pod_NotScheduled_IsDeletedAtOnce()
    {
        var pod = await Api.ObjectAsync(
            "POST",
            "api/v1/namespaces/SPACE/pods",
            """{"metadata":{"name":"p"},"spec":{"automountServiceAccountToken":false,"nodeSelector":{"no":"node"},"containers":"""
                + """[{"name":"c","image":"c:1","resources":{"limits":{"cpu":"1","memory":"1Gi"}}}]}}"""
        );
        Assert.Equal(("Pending", "Guaranteed"), ((string)pod["status"]!["phase"]!, (string)pod["status"]!["qosClass"]!));
        await Api.ObjectAsync("DELETE", "api/v1/namespaces/SPACE/pods/p");
        Assert.Equal(404, (await Api.AskAsync("GET", "api/v1/namespaces/SPACE/pods/p")).Code);
    }
}
