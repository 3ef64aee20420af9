using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Tests.Parity;

/// <content>Creates, updates, scales and dry runs.</content>
public abstract partial class ApiScenarios
{
    [Fact]
    public async Task Deployment_Created_GetsDefaults()
    {
        var web = await WebAsync();
        Assert.Equal(1, (int)web["metadata"]!["generation"]!);
        Assert.Equal(
            """{"replicas":0,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},"spec":"""
                + """{"containers":[{"name":"web","image":"web:1","resources":{"requests":{"cpu":"500m","memory":"1Gi"}}"""
                + ""","terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}"""
                + """,{"name":"log","image":"log","resources":{}"""
                + ""","terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"Always"}]"""
                + ""","restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","securityContext":{}"""
                + ""","schedulerName":"default-scheduler"}},"strategy":{"type":"RollingUpdate","rollingUpdate":"""
                + """{"maxUnavailable":"25%","maxSurge":"25%"}},"revisionHistoryLimit":10,"progressDeadlineSeconds":600}""",
            Timeless(web["spec"]!)
        );
    }

    [Fact]
    public async Task Pod_Created_GetsFiveMinuteTolerationsUnlessCovered()
    {
        const string Bare =
            """{"metadata":{"name":"p"},"spec":{"automountServiceAccountToken":false,"nodeSelector":{"none":"such"}"""
            + ""","containers":[{"name":"c","image":"c:1"}],"tolerations":TOLERATIONS}}""";
        const string Defaults =
            """{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300},"""
            + """{"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}""";
        foreach (
            var (given, stored) in new[]
            {
                ("[]", $"[{Defaults}]"),
                ("""[{"operator":"Exists"}]""", """[{"operator":"Exists"}]"""),
                ("""[{"key":"a","operator":"Exists"}]""", $$"""[{"key":"a","operator":"Exists"},{{Defaults}}]"""),
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
        """{"securityContext":{"seLinuxOptions":{"level":"s0:c1"},"windowsOptions":{"runAsUserName":"web"}},"containers":"""
            + """[{"name":"c","image":"c:1"}],"automountServiceAccountToken":false}"""
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
                "Operation cannot be fulfilled on configmaps \"m\": the object has been modified; please apply your changes to "
                    + "the latest version and try again",
                """{"name":"m","kind":"configmaps"}"""
            ),
            await Api.AskAsync("PUT", $"{Maps}/m", map.ToJsonString())
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
    public async Task DryRun_PatchAndDelete_ChangeNothing()
    {
        var map = await Api.ObjectAsync("POST", Maps, """{"metadata":{"name":"m"}}""");
        var tried = await Api.ObjectAsync("PATCH", $"{Maps}/m?dryRun=All", """{"data":{"a":"1"}}""", Merge);
        Assert.Equal(("""{"a":"1"}""", Version(map)), (tried["data"]!.ToJsonString(), Version(tried)));
        await Api.ObjectAsync("DELETE", $"{Maps}/m?dryRun=All");
        Assert.Equal(Version(map), Version(await Api.ObjectAsync("GET", $"{Maps}/m")));
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
            "\"message\":\"Scale.autoscaling \\\"web\\\" is invalid: spec.replicas: Invalid value: -1: must be greater than or "
                + "equal to 0\"",
            text
        );
        scale["metadata"]!["resourceVersion"] = "1";
        scale["spec"]!["replicas"] = 1;
        Assert.Equal(
            Refusal(
                409,
                "Conflict",
                "Operation cannot be fulfilled on deployments.apps \"web\": the object has been modified; please apply your "
                    + "changes to the latest version and try again",
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
                """{"name":"web","group":"apps","kind":"Deployment","causes":"""
                    + """[{"reason":"FieldValueInvalid","message":"Invalid value: -1: must be greater than or equal to 0","""
                    + "\"field\":\"spec.replicas\"}]}"
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
}
