using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.Tests.Actions;
using K8sDashboard.Cluster.Tests.ApiServer;
using Microsoft.Extensions.Time.Testing;
using Prometheus;

namespace K8sDashboard.Cluster.Tests.Access;

public sealed class AccessReviewsTests : IAsyncLifetime
{
    private static readonly AccessRight Patch = new("patch", "apps", "deployments", "", new("shop", "web"));
    private static readonly AccessAnswer Yes = new AccessAnswer.Allowed();

    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch);
    private WriteApi api = null!;
    private Actor ada = null!;
    private AccessReviews reviews = null!;

    public async ValueTask InitializeAsync()
    {
        api = await WriteApi.StartAsync();
        ada = api.Actor();
        reviews = new(time);
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task AccessReviews_AllowedClusterWide_SendsOneReviewForAllObjects()
    {
        Assert.Equal(Yes, await AskAsync(ada, Patch));
        Assert.Equal(Yes, await AskAsync(ada, Patch with { Target = new("pay", "api") }));

        Assert.Equal(["patch deployments"], api.Reviews);
    }

    [Theory]
    [InlineData("namespace")]
    [InlineData("name")]
    public async Task AccessReviews_AllowedOnlyInNamespaceOrOnObject_IsFoundByNarrowerReviews(string limitedTo)
    {
        api.Refuses = asked => asked.Text(limitedTo).Length > 0 ? null : "not everywhere";

        Assert.Equal(Yes, await AskAsync(ada, Patch));
        Assert.Equal(
            new[] { "patch deployments", "patch deployments shop", "patch deployments shop web" }[..(limitedTo == "name" ? 3 : 2)],
            api.Reviews
        );
    }

    [Theory]
    [InlineData("quota team says no", "quota team says no")]
    [InlineData("bad\u0007words", "bad\\u0007words")]
    [InlineData("", "no role grants it.")]
    public async Task AccessReviews_Forbidden_HasTheRightAndTheReason(string reason, string expected)
    {
        api.Refuses = _ => reason;

        Assert.Equal(new AccessAnswer.Forbidden(Patch, expected), await AskAsync(ada, Patch));
    }

    [Fact]
    public async Task AccessReviews_OneOfSeveralRightsMissing_NamesTheMissingOne()
    {
        var get = Patch with { Verb = "get" };
        api.Refuses = asked => asked.Text("verb") == "patch" ? "" : null;

        Assert.Equal(new AccessAnswer.Forbidden(Patch, "no role grants it."), await AskAsync(ada, get, Patch));
        Assert.Equal(Yes, await AskAsync(ada, get));
    }

    [Theory]
    [InlineData(true, 30)]
    [InlineData(false, 10)]
    public async Task AccessReviews_SameRightAskedAgain_CachesAllowedFor30SecondsAndForbiddenFor10(bool allowed, int seconds)
    {
        var right = Patch with { Target = new("", "") };
        api.Refuses = _ => allowed ? null : "no";
        await AskAsync(ada, right);

        time.Advance(TimeSpan.FromSeconds(seconds - 1));
        await AskAsync(ada, right);
        Assert.Single(api.Reviews);

        time.Advance(TimeSpan.FromSeconds(1));
        await AskAsync(ada, right);
        Assert.Equal(2, api.Reviews.Count);
    }

    [Fact]
    public async Task AccessReviews_RightGrantedDuringWatch_BecomesAllowed()
    {
        api.Refuses = _ => "not yet";
        await using var watch = reviews.WatchAsync(ada, [Patch], CancellationToken.None).GetAsyncEnumerator();
        Assert.IsType<AccessAnswer.Asking>(await NextAsync(watch));
        Assert.IsType<AccessAnswer.Forbidden>(await NextAsync(watch));

        api.Refuses = _ => null;
        var next = NextAsync(watch);
        time.Advance(AccessReviews.ForbiddenFor);

        Assert.Equal(Yes, await next);
    }

    [Fact]
    public async Task AccessReviews_TwentyConcurrentQuestions_SendOneReview()
    {
        var asked = new TaskCompletionSource();
        api.Instead = async _ =>
        {
            await asked.Task;
            return false;
        };

        var all = Enumerable.Range(0, 20).Select(_ => AskAsync(ada, Patch)).ToList();
        asked.SetResult();

        Assert.All(await Task.WhenAll(all), answer => Assert.Equal(Yes, answer));
        Assert.Single(api.Reviews);
    }

    [Theory]
    [InlineData(403, """{"kind":"Status","message":"selfsubjectaccessreviews is forbidden"}""", "selfsubjectaccessreviews is forbidden")]
    [InlineData(500, "etcd is away", "etcd is away")]
    [InlineData(201, """{"status":{"allowed":"true"}}""", "The answer to the access review holds no verdict.")]
    [InlineData(201, "{}", "The answer to the access review holds no verdict.")]
    public async Task AccessReviews_ReviewFailsAfterAllowedExpired_IsUnknown(int status, string body, string why)
    {
        Assert.Equal(Yes, await AskAsync(ada, Patch));
        time.Advance(AccessReviews.AllowedFor);
        api.Instead = async context =>
        {
            await WriteApi.AnswerAsync(context, status, "application/json", body);
            return true;
        };

        Assert.Equal(why, Assert.IsType<AccessAnswer.Unknown>(await AskAsync(ada, Patch)).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AccessReviews_ReviewOfAWiderScopeFails_FindsTheRightByANarrowerOne(int failing)
    {
        Fail(failing);
        api.Refuses = asked => asked.Text("name").Length > 0 ? null : "not everywhere";

        Assert.Equal(Yes, await AskAsync(ada, Patch));
    }

    [Fact]
    public async Task AccessReviews_ReviewOfAWiderScopeFailsAndNarrowerAreForbidden_IsUnknown()
    {
        Fail(1);
        api.Refuses = _ => "not here";

        Assert.Equal("the authorizer is away", Assert.IsType<AccessAnswer.Unknown>(await AskAsync(ada, Patch)).Message);
    }

    [Fact]
    public async Task AccessReviews_ServerDoesNotAnswer_IsUnknownAfter5Seconds()
    {
        var arrived = new TaskCompletionSource();
        api.Instead = async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                .ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };

        var asking = AskAsync(ada, Patch);
        await arrived.Task;
        time.Advance(AccessReview.Patience);

        Assert.Equal("No answer within 5 s.", Assert.IsType<AccessAnswer.Unknown>(await asking).Message);
    }

    [Fact]
    public async Task AccessReviews_AnotherActorAsks_GetsItsOwnAnswer()
    {
        await AskAsync(ada, Patch);
        api.Refuses = _ => "not you";

        Assert.IsType<AccessAnswer.Forbidden>(await AskAsync(api.Actor(), Patch));
    }

    [Fact]
    public async Task AccessReviews_MaxAnswersExceeded_EvictsTheLeastRecentlyUsed()
    {
        var first = Patch with { Resource = "first", Target = new("", "") };
        var others = Enumerable.Range(1, AccessReviews.MaxAnswers - 1).Select(index => first with { Resource = $"kind{index}" }).ToList();
        await AskAsync(ada, first);
        await Task.WhenAll(others.Select(right => AskAsync(ada, right)));
        await AskAsync(ada, others[0]);

        await AskAsync(ada, first with { Resource = "onemore" });
        await AskAsync(ada, first);
        await AskAsync(ada, others[0]);

        Assert.Equal(2, api.Reviews.Count(asked => asked == "patch first"));
        Assert.Single(api.Reviews, asked => asked == "patch kind1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AccessReviews_WriteOrDryRunForbidden_InvalidatesTheCachedAnswer(bool dryRun)
    {
        await using var watch = reviews.WatchAsync(ada, [Patch], CancellationToken.None).GetAsyncEnumerator();
        await NextAsync(watch);
        Assert.Equal(Yes, await NextAsync(watch));
        var next = NextAsync(watch);
        api.Refuses = _ => "taken away";
        api.Instead = async context =>
        {
            if (context.Request.Method != "PATCH")
                return false;
            await WriteApi.AnswerAsync(context, 403, "application/json", WriteApi.FixtureText("forbidden.json"));
            return true;
        };

        var restart = new RestartAction(new(DeploymentResource.Type, Patch.Target, api.Uid), 4);
        var runner = new ActionRunner(time, reviews, new WriteMetrics(new CollectorRegistry()), new RecordedLog());
        if (dryRun)
            await runner.DryRunAsync(ada, restart, CancellationToken.None);
        else
            await runner.RunAsync(ada, restart, CancellationToken.None);

        Assert.Equal(
            new AccessAnswer.Forbidden(Patch, "taken away"),
            await next.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken)
        );
    }

    /// <summary>Fails one review, counted from 1.</summary>
    private void Fail(int failing)
    {
        var asked = 0;
        api.Instead = async context =>
        {
            if (Interlocked.Increment(ref asked) != failing)
                return false;
            await WriteApi.AnswerAsync(context, 500, "application/json", "the authorizer is away");
            return true;
        };
    }

    private Task<AccessAnswer> AskAsync(Actor actor, params AccessRight[] rights) =>
        reviews.WatchAsync(actor, [.. rights], CancellationToken.None).FirstAsync(answer => answer is not AccessAnswer.Asking).AsTask();

    private static async Task<AccessAnswer> NextAsync(IAsyncEnumerator<AccessAnswer> watch) =>
        await watch.MoveNextAsync() ? watch.Current : throw new InvalidOperationException("the watch ended");
}
