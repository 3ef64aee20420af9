using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;

namespace K8sDashboard.Cluster.Tests.BadInputs;

/// <summary>Live reads of an object with any depth and types: shown as far as possible, or reported as unreadable.</summary>
public sealed class HostileJsonTests : IAsyncLifetime
{
    private static readonly ObjectRef Web = new("shop", "web");
    private static readonly string[] Odd =
    [
        "null",
        "7",
        "-1e400",
        "true",
        "\"x\"",
        "[]",
        "{}",
        "[null]",
        "[[1]]",
        "{\"x\":null}",
        "99999999999999999999",
    ];

    private readonly ObjectReader reader = new(TimeProvider.System);
    private WriteApi api = null!;

    public async ValueTask InitializeAsync() => api = await WriteApi.StartAsync();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Theory]
    [Trait("BadInput", "B05-nesting")]
    [InlineData(64, true)]
    [InlineData(500, true)]
    [InlineData(513, false)]
    [InlineData(1_000, false)]
    [InlineData(100_000, false)]
    public async Task ObjectReader_NestedJson_IsReadUpTo512LevelsAndFailsBeyond(int depth, bool readable)
    {
        Answer($$"""{"metadata":{"name":"web"},"deep":{{Nested(depth, "{\"a\":", "}")}},"also":{{Nested(depth, "[", "]")}}}""");

        var pod = await reader.ReadAsync(api.Actor(), PodDetail.Definition, Web, CancellationToken.None);

        if (readable)
            Assert.Contains("deep:", Assert.IsType<ObjectState<PodDetail>.Object>(pod).Value.Text, StringComparison.Ordinal);
        else
            Assert.Contains("deeper than 512 levels", Assert.IsType<ObjectState<PodDetail>.Failed>(pod).Message, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("BadInput", "B05-broken-json")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{\"a\":")]
    [InlineData("{\"metadata\":{\"name\":\"a\",\"name\":\"b\"}}")]
    [InlineData("{\"metadata\":{\"name\":\"\\ud800\"}}")]
    [InlineData("{\"spec\":{\"x\":[\"\\udc00\"]}}")]
    [InlineData("<html>login</html>")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":NaN}")]
    public async Task ObjectReader_InvalidJsonOrNotAnObject_IsFailed(string body)
    {
        Answer(body);

        Assert.NotEmpty(
            Assert
                .IsType<ObjectState<PodDetail>.Failed>(
                    await reader.ReadAsync(api.Actor(), PodDetail.Definition, Web, CancellationToken.None)
                )
                .Message
        );
        Assert.NotEmpty(
            Assert
                .IsType<ObjectState<DeploymentDetail>.Failed>(
                    await reader.ReadAsync(api.Actor(), DeploymentDetail.Definition, Web, CancellationToken.None)
                )
                .Message
        );
        Assert.NotEmpty(
            Assert
                .IsType<ObjectState<RevisionHistory>.Failed>(await reader.ReadRevisionsAsync(api.Actor(), Web, CancellationToken.None))
                .Message
        );
    }

    [Fact]
    [Trait("BadInput", "B05-wrong-types")]
    public void PodDetail_AnyFieldOfAnyType_IsStillMapped() =>
        EachFieldOdd("pod.json", pod => PodDetail.Definition.Map(VisibleObject.Of(pod)).Text);

    [Fact]
    [Trait("BadInput", "B05-wrong-types")]
    public void DeploymentDetail_AnyFieldOfAnyType_IsStillMapped() =>
        EachFieldOdd("deployment.json", deployment => DeploymentDetail.Definition.Map(VisibleObject.Of(deployment)).Text);

    [Fact]
    [Trait("BadInput", "B05-wrong-types")]
    public void RevisionHistory_AnyFieldOfAnyType_IsStillMapped() =>
        EachFieldOdd("replicasets.json", sets => RevisionHistory.Of(WriteApi.Fixture("deployment.json"), sets.Items("items")).ToString());

    [Fact]
    [Trait("BadInput", "B08-terminal-json")]
    public async Task PodDetail_TerminalPayloadsInTextsAndKeys_AreEscaped()
    {
        var pod = WriteApi.Fixture("pod.json");
        pod["metadata"]!["annotations"] = new JsonObject();
        pod["spec"]!["containers"]![0]!["command"] = new JsonArray();
        foreach (var (index, payload) in TerminalPayloads.All.Index())
        {
            pod["metadata"]!["annotations"]![$"key-{index}-{payload}"] = payload;
            pod["spec"]!["containers"]![0]!["command"]!.AsArray().Add(payload);
            pod["spec"]!["containers"]![0]!["env"]!.AsArray().Add(new JsonObject { ["name"] = payload, ["value"] = payload });
            pod["spec"]!["volumes"]!
                .AsArray()
                .Add(
                    new JsonObject
                    {
                        ["name"] = payload,
                        ["hostPath"] = new JsonObject { ["path"] = payload },
                    }
                );
            pod["status"]!["conditions"]!
                .AsArray()
                .Add(
                    new JsonObject
                    {
                        ["type"] = $"t{index}",
                        ["reason"] = payload,
                        ["message"] = payload,
                    }
                );
        }

        Answer(pod.ToJsonString());
        var detail = Assert
            .IsType<ObjectState<PodDetail>.Object>(await reader.ReadAsync(api.Actor(), PodDetail.Definition, Web, CancellationToken.None))
            .Value;

        string[] shown =
        [
            detail.Text,
            .. detail.Spec.Containers[0].Command,
            .. detail.Spec.Containers[0].Environment.SelectMany(variable => new[] { variable.Name, variable.Value }),
            .. detail.Spec.Volumes.SelectMany(volume => new[] { volume.Name, volume.Source }),
        ];
        Assert.InRange(shown.Length, 5 * TerminalPayloads.All.Count, int.MaxValue);
        Assert.All(shown, text => Assert.True(TerminalPayloads.IsHarmless(text), text));
    }

    [Fact]
    [Trait("BadInput", "B08-terminal-server-message")]
    public async Task ObjectReader_TerminalPayloadsIn403And500_AreEscaped()
    {
        foreach (var payload in TerminalPayloads.All)
        {
            Answer(
                new JsonObject
                {
                    ["kind"] = "Status",
                    ["message"] = payload,
                    ["code"] = 403,
                }.ToJsonString(),
                403
            );
            Assert.True(
                TerminalPayloads.IsHarmless(
                    Assert
                        .IsType<ObjectState<PodDetail>.Forbidden>(
                            await reader.ReadAsync(api.Actor(), PodDetail.Definition, Web, CancellationToken.None)
                        )
                        .Message
                )
            );
            Answer(payload, 500, "text/plain");
            Assert.True(
                TerminalPayloads.IsHarmless(
                    Assert
                        .IsType<ObjectState<PodDetail>.Failed>(
                            await reader.ReadAsync(api.Actor(), PodDetail.Definition, Web, CancellationToken.None)
                        )
                        .Message
                )
            );
        }
    }

    [Theory]
    [Trait("BadInput", "B15-secret-annotations")]
    [InlineData("metadata")]
    [InlineData("spec", "template", "metadata")]
    public void DeploymentDetail_LastAppliedAnnotation_IsOmittedFromText(params string[] metadata)
    {
        var deployment = WriteApi.Fixture("deployment.json");
        deployment.At(metadata)!["annotations"] = new JsonObject { [WellKnownAnnotations.LastApplied] = "canary", ["other"] = "kept" };

        var detail = DeploymentDetail.Definition.Map(deployment);

        Assert.DoesNotContain("canary", detail.Text, StringComparison.Ordinal);
        Assert.Contains("kept", detail.Text, StringComparison.Ordinal);
    }

    private static void EachFieldOdd(string fixture, Func<JsonObject, string> show)
    {
        var whole = WriteApi.Fixture(fixture);
        var changed = 0;
        foreach (var path in Paths(whole, []))
        {
            foreach (var odd in Odd)
            {
                var copy = whole.DeepClone().AsObject();
                Set(copy, path, JsonNode.Parse(odd));
                Assert.NotEmpty(show(copy));
                changed++;
            }
        }

        Assert.InRange(changed, 1_000, int.MaxValue);
    }

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] here) =>
        node switch
        {
            JsonObject map => map.SelectMany(pair => Paths(pair.Value, [.. here, pair.Key]).Prepend([.. here, pair.Key])),
            JsonArray list => list.SelectMany((item, index) => Paths(item, [.. here, index]).Prepend([.. here, index])),
            _ => [],
        };

    private static void Set(JsonNode root, object[] path, JsonNode? value)
    {
        foreach (var step in path[..^1])
            root = (step is int index ? root[index] : root[(string)step])!;
        if (path[^1] is int place)
            root[place] = value;
        else
            root[(string)path[^1]] = value;
    }

    private static string Nested(int depth, string open, string close) =>
        string.Concat(Enumerable.Repeat(open, depth - 1)) + "1" + string.Concat(Enumerable.Repeat(close, depth - 1));

    private void Answer(string body, int status = 200, string type = "application/json") =>
        api.Instead = async context =>
        {
            await WriteApi.AnswerAsync(context, status, type, body);
            return true;
        };
}
