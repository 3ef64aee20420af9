using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>Responses compared with recordings of a Kubernetes 1.36.</summary>
public sealed class RecordedAnswersTests : IAsyncLifetime
{
    private const string Web = "/apis/apps/v1/namespaces/shop/deployments/web";
    private const string Apply = "application/apply-patch+yaml";
    private const string Question = """{"spec":{"resourceAttributes":{"verb":"list","resource":"pods"}}}""";

    // Specific to the recorded machine: authority, build, time.
    private static readonly string[] OfTheMachine =
    [
        "extra",
        "managedFields",
        "creationTimestamp",
        "gitCommit",
        "gitTreeState",
        "goVersion",
        "compiler",
    ];

    private Simulated cluster = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = await Simulated.StartAsync();
        cluster.Web();
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task RecordedAnswers_ApplyConflict_MatchesRecordedBody()
    {
        Assert.Equal(
            200,
            (
                await cluster.SendAsync(
                    HttpMethod.Patch,
                    $"{Web}/scale?fieldManager=kubectl",
                    """{"spec":{"replicas":4}}""",
                    "application/merge-patch+json"
                )
            ).Code
        );
        Assert.Equal(
            200,
            (
                await cluster.SendAsync(
                    HttpMethod.Patch,
                    $"{Web}?fieldManager=kubectl-set",
                    """{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"web:2"}]}}}}""",
                    "application/strategic-merge-patch+json"
                )
            ).Code
        );
        Assert.Equal(
            (409, Transcript.Text("apply-conflict.json.body")),
            await cluster.SendAsync(
                HttpMethod.Patch,
                $"{Web}?fieldManager=dashboard",
                Manifest("\"replicas\":2,\"template\":{\"spec\":{\"containers\":[{\"name\":\"web\",\"image\":\"web:9\"}]}}"),
                Apply
            )
        );
    }

    [Fact]
    public async Task RecordedAnswers_ApplyUnknownField_MatchesRecordedBody() =>
        Assert.Equal(
            (500, Transcript.Text("strict-unknown-field.json.body")),
            await cluster.SendAsync(HttpMethod.Patch, $"{Web}?fieldManager=dashboard", Manifest("\"replica\":2"), Apply)
        );

    [Theory]
    [InlineData("selfsubjectreview", "admin", "authentication.k8s.io/v1/selfsubjectreviews", "{}")]
    [InlineData("ssar-allowed", "admin", "authorization.k8s.io/v1/selfsubjectaccessreviews", Question)]
    public async Task RecordedAnswers_SelfSubjectReviews_MatchRecordedBody(string recorded, string user, string path, string question) =>
        Assert.Equal(
            Plain(Transcript.Text($"{recorded}.json.body")),
            Plain((await cluster.SendAsync(HttpMethod.Post, $"/apis/{path}", question, client: cluster.Client(user))).Body)
        );

    [Fact]
    public async Task RecordedAnswers_AccessReviewNotAllowed_MatchesRecordedBody()
    {
        var denied = (
            await cluster.SendAsync(
                HttpMethod.Post,
                "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                Question,
                client: cluster.Client("developer")
            )
        ).Body;
        Assert.Equal(Plain(Transcript.Text("viewer-ssar-denied.json.body")), Plain(denied));
    }

    [Fact]
    public async Task RecordedAnswers_Version_MatchesRecordedBody() =>
        Assert.Equal(Plain(Transcript.Text("version.json.body")), Plain((await cluster.SendAsync(HttpMethod.Get, "/version")).Body));

    [Fact]
    public async Task RecordedAnswers_ListPage_HasRecordedFields()
    {
        for (var pod = 0; pod < 4; pod++)
            cluster.Pod($"web-{pod}");
        var (recorded, answered) = (
            Transcript.Text("pods-page1.json.body"),
            (await cluster.SendAsync(HttpMethod.Get, "/api/v1/namespaces/shop/pods?limit=3")).Body
        );
        Assert.Equal(Keys(recorded, "metadata"), Keys(answered, "metadata"));
        Assert.Equal(["apiVersion", "items", "kind", "metadata"], JsonNode.Parse(answered)!.AsObject().Select(field => field.Key).Order());

        static IEnumerable<string> Keys(string body, string of) => JsonNode.Parse(body)![of]!.AsObject().Select(field => field.Key);
    }

    private static string Manifest(string spec) =>
        $$$"""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{{{{spec}}}}}""";

    private static string Plain(string body)
    {
        var node = JsonNode.Parse(body)!;
        Forget(node);
        return node.ToJsonString();
    }

    private static void Forget(JsonNode? node)
    {
        if (node is not JsonObject all)
            return;
        foreach (var name in OfTheMachine)
            all.Remove(name);
        foreach (var (_, inner) in all)
            Forget(inner);
    }
}
