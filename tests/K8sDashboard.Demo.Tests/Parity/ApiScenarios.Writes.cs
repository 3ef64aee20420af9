using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Tests.Parity;

/// <content>Creates, patches, scales, deletes.</content>
public abstract partial class ApiScenarios
{
    [Fact]
    public async Task Deployment_Created_GetsDefaults()
    {
        var web = await WebAsync();
        Assert.Equal(1, (int)web["metadata"]!["generation"]!);
        Assert.Equal(
            """{"replicas":0,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"web","image":"web:1","resources":{"requests":{"cpu":"500m","memory":"1Gi"}},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"},{"name":"log","image":"log","resources":{},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"Always"}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","securityContext":{},"schedulerName":"default-scheduler"}},"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":"25%","maxSurge":"25%"}},"revisionHistoryLimit":10,"progressDeadlineSeconds":600}""",
            Timeless(web["spec"]!)
        );
    }

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
                """{"name":"late","kind":"configmaps","causes":[{"reason":"NamespaceTerminating","message":"namespace SPACE is being terminated","field":"metadata.namespace"}]}"""
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
    public async Task Pod_Created_GetsFiveMinuteTolerationsUnlessCovered()
    {
        const string Bare =
            """{"metadata":{"name":"p"},"spec":{"automountServiceAccountToken":false,"nodeSelector":{"none":"such"},"containers":[{"name":"c","image":"c:1"}],"tolerations":TOLERATIONS}}""";
        const string Patience =
            """{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300},{"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}""";
        foreach (
            var (given, stored) in new[]
            {
                ("[]", $"[{Patience}]"),
                ("""[{"operator":"Exists"}]""", """[{"operator":"Exists"}]"""),
                ("""[{"key":"a","operator":"Exists"}]""", $$"""[{"key":"a","operator":"Exists"},{{Patience}}]"""),
            }
        )
        {
            var pod = await Api.ObjectAsync(
                "POST",
                "api/v1/namespaces/SPACE/pods?dryRun=All",
                Bare.Replace("TOLERATIONS", given, StringComparison.Ordinal)
            );
            Assert.Equal(stored, pod["spec"]!["tolerations"]!.ToJsonString());
        }
    }

    [Theory]
    [InlineData(
        "api/v1/namespaces/SPACE/pods",
        "securityContext",
        """{"securityContext":{"seLinuxOptions":{"level":"s0:c1"},"windowsOptions":{"runAsUserName":"web"}},"containers":[{"name":"c","image":"c:1"}],"automountServiceAccountToken":false}"""
    )]
    [InlineData(
        "api/v1/namespaces/SPACE/resourcequotas",
        "scopeSelector",
        """{"scopeSelector":{"matchExpressions":[{"scopeName":"PriorityClass","operator":"In","values":["high"]}]}}"""
    )]
    [InlineData(
        "apis/networking.k8s.io/v1/ingressclasses",
        "parameters",
        """{"controller":"example.com/c","parameters":{"apiGroup":"example.com","kind":"P","name":"p"}}"""
    )]
    public async Task Create_RarelyUsedFields_AreKept(string path, string field, string spec)
    {
        var made = await Api.ObjectAsync(
            "POST",
            $"{path}?dryRun=All&fieldValidation=Strict",
            $$"""{"metadata":{"name":"parity-few"},"spec":{{spec}}}"""
        );
        var wanted = JsonNode.Parse(spec)![field]!;
        foreach (var (name, value) in wanted.AsObject())
            Assert.Equal(value!.ToJsonString(), made["spec"]![field]![name]!.ToJsonString());
    }

    [Fact]
    public async Task Secret_StringData_BecomesData()
    {
        var secret = await Api.ObjectAsync(
            "POST",
            "api/v1/namespaces/SPACE/secrets",
            """{"metadata":{"name":"s"},"stringData":{"a":"b"}}"""
        );
        Assert.Equal(("""{"a":"Yg=="}""", "Opaque", null), (secret["data"]!.ToJsonString(), (string)secret["type"]!, secret["stringData"]));
    }

    [Fact]
    public async Task Create_NameTaken_IsAlreadyExistsAndGenerateNameAddsSuffix()
    {
        await WebAsync();
        Assert.Equal(
            Refusal(
                409,
                "AlreadyExists",
                "deployments.apps \"web\" already exists",
                """{"name":"web","group":"apps","kind":"deployments"}"""
            ),
            await Api.AskAsync("POST", Deployments, Web)
        );
        var generated = await Api.ObjectAsync("POST", Maps, """{"metadata":{"generateName":"map-"}}""");
        Assert.Matches("^map-[bcdfghjklmnpqrstvwxz2456789]{5}$", (string)generated["metadata"]!["name"]!);
    }

    [Fact]
    public async Task Update_OlderVersion_IsConflict()
    {
        var map = await Api.ObjectAsync("POST", Maps, """{"metadata":{"name":"m"}}""");
        await Api.ObjectAsync("PATCH", $"{Maps}/m", """{"data":{"a":"1"}}""", Merge);
        Assert.Equal(
            Refusal(
                409,
                "Conflict",
                "Operation cannot be fulfilled on configmaps \"m\": the object has been modified; please apply your changes to the latest version and try again",
                """{"name":"m","kind":"configmaps"}"""
            ),
            await Api.AskAsync("PUT", $"{Maps}/m", map.ToJsonString())
        );
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
                $"Operation cannot be fulfilled on ConfigMap \"m\": the UID in the precondition (another) does not match the UID in record ({uid}). The object might have been deleted and then recreated",
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
                $$$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","details":{"name":"m","kind":"configmaps","uid":"{{{uid}}}"}}"""
            ),
            await Api.AskAsync("DELETE", $"{Maps}/m", $$$"""{"preconditions":{"uid":"{{{uid}}}"}}""")
        );
    }

    [Fact]
    public async Task Generation_LabelThenSpecChanged_CountsOnlySpec()
    {
        await WebAsync();
        Assert.Equal(
            1,
            (int)
                (await Api.ObjectAsync("PATCH", $"{Deployments}/web", """{"metadata":{"labels":{"a":"1"}}}""", Merge))["metadata"]![
                    "generation"
                ]!
        );
        Assert.Equal(
            2,
            (int)
                (await Api.ObjectAsync("PATCH", $"{Deployments}/web", """{"spec":{"minReadySeconds":1}}""", Merge))["metadata"]![
                    "generation"
                ]!
        );
    }

    [Fact]
    public async Task Patch_WithoutChange_KeepsVersion()
    {
        var map = await Api.ObjectAsync("POST", Maps, """{"metadata":{"name":"m"},"data":{"a":"1"}}""");
        Assert.Equal(Version(map), Version(await Api.ObjectAsync("PATCH", $"{Maps}/m", """{"data":{"a":"1"}}""", Merge)));
    }

    [Fact]
    public async Task DryRun_PatchAndDelete_ChangeNothing()
    {
        var map = await Api.ObjectAsync("POST", Maps, """{"metadata":{"name":"m"}}""");
        var tried = await Api.ObjectAsync("PATCH", $"{Maps}/m?dryRun=All", """{"data":{"a":"1"}}""", Merge);
        Assert.Equal(("""{"a":"1"}""", Version(map)), (tried["data"]!.ToJsonString(), Version(tried)));
        await Api.ObjectAsync("DELETE", $"{Maps}/m?dryRun=All");
        Assert.Equal(Version(map), Version(await Api.ObjectAsync("GET", $"{Maps}/m")));
    }

    [Fact]
    public async Task StrategicMergePatch_Containers_AreMergedByName()
    {
        await WebAsync();
        var web = await Api.ObjectAsync(
            "PATCH",
            $"{Deployments}/web",
            """{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"new"},{"name":"log"}],"containers":[{"name":"new","image":"new:1"},{"name":"log","image":"log:2"},{"$patch":"delete","name":"web"}]}}}}""",
            Strategic
        );
        Assert.Equal(
            "new new:1 log log:2",
            string.Join(' ', web["spec"]!["template"]!["spec"]!["containers"]!.AsArray().Select(one => $"{one!["name"]} {one["image"]}"))
        );
        var (code, text) = await Api.AskAsync(
            "PATCH",
            $"{Deployments}/web",
            """{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"new"},{"name":"log"}],"containers":[{"name":"log","image":"log:3"},{"name":"new","image":"new:2"}]}}}}""",
            Strategic
        );
        Assert.Equal(500, code);
        Assert.Contains("doesn't match $setElementOrder list", text);
        web = await Api.ObjectAsync(
            "PATCH",
            $"{Deployments}/web",
            """{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}""",
            Strategic
        );
        Assert.Equal("""{"type":"Recreate"}""", web["spec"]!["strategy"]!.ToJsonString());
    }

    [Fact]
    public async Task JsonPatch_OneOperationFails_AppliesNothing()
    {
        await Api.ObjectAsync("POST", Maps, """{"metadata":{"name":"m"},"data":{"a":"1"}}""");
        var failed = Refusal(422, "Invalid", "the server rejected our request due to an error in our request", """{}""");
        Assert.Equal(
            failed,
            await Api.AskAsync(
                "PATCH",
                $"{Maps}/m",
                """[{"op":"replace","path":"/data/a","value":"2"},{"op":"test","path":"/data/a","value":"3"}]""",
                Json
            )
        );
        Assert.Equal(failed, await Api.AskAsync("PATCH", $"{Maps}/m", """[{"op":"remove","path":"/data/none"}]""", Json));
        Assert.Equal(
            """{"b":"1"}""",
            (await Api.ObjectAsync("PATCH", $"{Maps}/m", """[{"op":"move","from":"/data/a","path":"/data/b"}]""", Json))[
                "data"
            ]!.ToJsonString()
        );
    }

    [Fact]
    public async Task Scale_NegativeReplicasOrOlderVersion_IsRejected()
    {
        await WebAsync();
        var scale = await Api.ObjectAsync("GET", $"{Deployments}/web/scale");
        Assert.Equal(
            ("""{}""", """{"replicas":0,"selector":"app=web"}"""),
            (scale["spec"]!.ToJsonString(), scale["status"]!.ToJsonString())
        );
        scale["spec"]!["replicas"] = -1;
        var (code, text) = await Api.AskAsync("PUT", $"{Deployments}/web/scale", scale.ToJsonString());
        Assert.Equal(422, code);
        Assert.Contains(
            "\"message\":\"Scale.autoscaling \\\"web\\\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0\"",
            text
        );
        scale["metadata"]!["resourceVersion"] = "1";
        scale["spec"]!["replicas"] = 1;
        Assert.Equal(
            Refusal(
                409,
                "Conflict",
                "Operation cannot be fulfilled on deployments.apps \"web\": the object has been modified; please apply your changes to the latest version and try again",
                """{"name":"web","group":"apps","kind":"deployments"}"""
            ),
            await Api.AskAsync("PUT", $"{Deployments}/web/scale", scale.ToJsonString())
        );
    }

    [Fact]
    public async Task Deployment_InvalidReplicasOrSelector_IsRejected()
    {
        await WebAsync();
        Assert.Equal(
            Refusal(
                422,
                "Invalid",
                "Deployment.apps \"web\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0",
                """{"name":"web","group":"apps","kind":"Deployment","causes":[{"reason":"FieldValueInvalid","message":"Invalid value: -1: must be greater than or equal to 0","field":"spec.replicas"}]}"""
            ),
            await Api.AskAsync("PATCH", $"{Deployments}/web", """{"spec":{"replicas":-1}}""", Merge)
        );
        var (code, text) = await Api.AskAsync(
            "POST",
            Deployments,
            Web.Replace("\"labels\":{\"app\":\"web\"}", "\"labels\":{\"app\":\"other\"}", StringComparison.Ordinal)
                .Replace("\"name\":\"web\"}", "\"name\":\"w2\"}", StringComparison.Ordinal)
        );
        Assert.Equal(422, code);
        Assert.Contains("Invalid value: map[string]string{\\\"app\\\":\\\"other\\\"}: `selector` does not match template `labels`", text);
        (code, text) = await Api.AskAsync(
            "PATCH",
            $"{Deployments}/web",
            """{"spec":{"selector":{"matchLabels":{"more":"x"}},"template":{"metadata":{"labels":{"more":"x"}}}}}""",
            Merge
        );
        Assert.Equal(422, code);
        Assert.Contains("field is immutable", text);
    }

    [Fact]
    public async Task Pod_NotScheduled_IsDeletedAtOnce()
    {
        var pod = await Api.ObjectAsync(
            "POST",
            "api/v1/namespaces/SPACE/pods",
            """{"metadata":{"name":"p"},"spec":{"automountServiceAccountToken":false,"nodeSelector":{"no":"node"},"containers":[{"name":"c","image":"c:1","resources":{"limits":{"cpu":"1","memory":"1Gi"}}}]}}"""
        );
        Assert.Equal(("Pending", "Guaranteed"), ((string)pod["status"]!["phase"]!, (string)pod["status"]!["qosClass"]!));
        await Api.ObjectAsync("DELETE", "api/v1/namespaces/SPACE/pods/p");
        Assert.Equal(404, (await Api.AskAsync("GET", "api/v1/namespaces/SPACE/pods/p")).Code);
    }
}
