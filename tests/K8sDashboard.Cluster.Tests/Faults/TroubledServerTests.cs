using K8sDashboard.Cluster.Connection.Authentication;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Cluster.Tests.Connection;
using K8sDashboard.Cluster.Wire;
using K8sDashboard.Faults;

namespace K8sDashboard.Cluster.Tests.Faults;

/// <summary>A server that rejects requests, is slow, or serves stale reads.</summary>
public sealed class TroubledServerTests
{
    [Fact]
    [Trait("Fault", "F06-429-retry-after")]
    public async Task Reflector_RetryAfterOf40Seconds_WaitsThatLongAndDoesNotRelist()
    {
        await using var faulty = await FaultyPods.StartAsync();
        using (faulty.Proxy.Rules.On(asked => asked.IsWatch, new Fault.Answer(429) { RetryAfter = "40" }, times: 1))
        {
            faulty.Cut();
            faulty.Api.Put("c");
            await faulty.Pods.SeeLiveAsync("a", "b", "c");
        }

        // The last watch is the one after the 429, and later than any own back-off, which is at most 30 s.
        var watches = faulty.Proxy.Requests.Where(asked => asked.IsWatch).TakeLast(2).ToList();
        Assert.True(watches[1].At - watches[0].At >= TimeSpan.FromSeconds(39), string.Join(' ', watches));
        Assert.Equal(1, faulty.Api.Lists);
    }

    [Fact]
    [Trait("Fault", "F06-401-rotated-token")]
    public async Task Reflector_TokenRotatedAfter401_ResumesWithoutRelist()
    {
        var token = new RotatingToken();
        await using var faulty = await FaultyPods.StartAsync(client: (server, time) => server with { Credentials = new(token, time) });
        faulty.Api.Answer = context =>
        {
            if (context.Request.Headers.Authorization == "Bearer second")
                return Task.FromResult(false);
            context.Response.StatusCode = 401;
            return Task.FromResult(true);
        };
        faulty.Cut();
        await faulty.Pods.SeeAsync(table =>
            table.Sync is SyncState.Interrupted { Message: var reason } && reason.StartsWith("401", StringComparison.Ordinal)
        );

        token.Now = "second";
        faulty.Api.Put("c");

        await faulty.Pods.SeeLiveAsync("a", "b", "c");
        Assert.Equal(1, faulty.Api.Lists);
    }

    [Fact]
    [Trait("Fault", "F06-no-credentials")]
    public async Task Reflector_CredentialsUnavailable_ShowsTheReasonAndRetries()
    {
        var token = new RotatingToken();
        await using var faulty = await FaultyPods.StartAsync(client: (server, time) => server with { Credentials = new(token, time) });
        token.Now = null;
        faulty.Cut();
        var table = await faulty.Pods.SeeAsync(table =>
            table.Sync is SyncState.Interrupted { Message: var reason } && reason.Contains("credentials", StringComparison.Ordinal)
        );
        Assert.Contains("exec plugin failed", ((SyncState.Interrupted)table.Sync).Message, StringComparison.Ordinal);

        token.Now = "again";

        await faulty.Pods.SeeLiveAsync("a", "b");
    }

    [Theory]
    [InlineData(403, "text/html", "<html>blocked</html>", "HTML")]
    [InlineData(404, "text/html", "<html>blocked</html>", "HTML")]
    [InlineData(410, "text/html", "<html>blocked</html>", "HTML")]
    [InlineData(502, "text/html", "<html>blocked</html>", "HTML")]
    [InlineData(403, "text/plain", "RBAC: access forbidden", "RBAC: access forbidden")]
    [InlineData(404, "text/plain", "default backend - 404", "default backend")]
    [InlineData(404, "text/plain", "404 page not found", "404 page not found")]
    [InlineData(403, "application/json", """{"message":"blocked"}""", "blocked")]
    [InlineData(404, "application/json", """{"message":"no Route matched"}""", "no Route matched")]
    [InlineData(404, "", "", "404")]
    [Trait("Fault", "F06-html-page")]
    public async Task Reflector_ProxyErrorPageOfAnyStatus_KeepsRowsAndResumesWithoutRelist(
        int status,
        string type,
        string body,
        string expected
    )
    {
        await using var faulty = await FaultyPods.StartAsync();
        using (faulty.Proxy.Rules.On(_ => true, new Fault.Answer(status, type, System.Text.Encoding.UTF8.GetBytes(body))))
        {
            faulty.Cut();
            await faulty.Pods.SeeAsync(table =>
                table.Sync is SyncState.Interrupted { Message: var reason } && reason.Contains(expected, StringComparison.Ordinal)
            );
            Assert.Equal(["a", "b"], faulty.Pods.Names);
        }

        await faulty.Pods.SeeLiveAsync("a", "b");
        Assert.Equal(1, faulty.Api.Lists);
    }

    [Fact]
    [Trait("Fault", "F06-redirect")]
    public async Task Reflector_Redirect307_IsNotFollowed()
    {
        await using var elsewhere = new PodApi();
        await elsewhere.StartAsync();
        await using var faulty = await FaultyPods.StartAsync(
            client: (server, _) => server with { Credentials = TestCredentials.Token("canary") }
        );
        using (faulty.Proxy.Rules.On(_ => true, new Fault.Answer(307) { Location = $"http://127.0.0.1:{elsewhere.Port}/api/v1/pods" }))
        {
            faulty.Cut();
            await faulty.Pods.SeeAsync(table =>
                table.Sync is SyncState.Interrupted { Message: var reason } && reason.StartsWith("307", StringComparison.Ordinal)
            );
        }

        await faulty.Pods.SeeLiveAsync("a", "b");
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(30)]
    [Trait("Fault", "F07-late-answers")]
    public async Task Reflector_AnswersDelayedBy2Or30Seconds_BecomesLive(int seconds)
    {
        await using var faulty = await FaultyPods.StartAsync(before: proxy =>
            proxy.Rules.On(_ => true, new Fault.Delay(TimeSpan.FromSeconds(seconds)))
        );
        await faulty.Pods.SeeLiveAsync("a", "b");
        faulty.Api.Put("c");
        await faulty.Pods.SeeLiveAsync("a", "b", "c");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "F07-byte-a-second")]
    public async Task Reflector_ListHangsOrTrickles_TimesOutAfter60SecondsAndRetries(bool trickling)
    {
        Fault slow = trickling ? new Fault.Trickle(1) : new Fault.Hang();
        await using var faulty = await FaultyPods.StartAsync(before: proxy => proxy.Rules.On(asked => asked.IsList, slow, times: 1));
        var table = await faulty.Pods.SeeAsync(table => table.Sync is SyncState.Interrupted);
        Assert.Equal("no answer within 60 s", ((SyncState.Interrupted)table.Sync).Message);
        await faulty.Pods.SeeLiveAsync("a", "b");
    }

    [Fact]
    [Trait("Fault", "F07-byte-a-second")]
    public async Task Reflector_WatchTricklesOneByteASecond_StillShowsTheNewPod()
    {
        await using var faulty = await FaultyPods.StartAsync(before: proxy =>
            proxy.Rules.On(asked => asked.IsWatch, new Fault.Trickle(1), times: 1)
        );
        await faulty.Pods.SeeLiveAsync("a", "b");
        faulty.Api.Put("c", pod => pod.Status.Message = new string('x', 2_000));
        await faulty.Pods.SeeLiveAsync("a", "b", "c");
    }

    [Fact]
    [Trait("Fault", "F08-stale-read")]
    public async Task Reflector_StaleListAfterNewerOne_KeepsTheNewerRows()
    {
        byte[] old = [];
        await using var faulty = await FaultyPods.StartAsync(before: proxy =>
            proxy.Passed = (asked, body) =>
            {
                if (asked.IsList && old.Length == 0)
                    old = body;
            }
        );
        await faulty.Pods.SeeLiveAsync("a", "b");
        faulty.Api.Put("c");
        await faulty.Pods.SeeLiveAsync("a", "b", "c");
        using (faulty.Proxy.Rules.On(asked => asked.IsList, new Fault.Answer(200, Envelope.MediaType, old)))
        {
            faulty.Api.Compact();
            faulty.Api.SendGarbage();
            await faulty.Pods.SeeAsync(table =>
                table.Sync is SyncState.Interrupted { Message: var reason } && reason.Contains("older than", StringComparison.Ordinal)
            );
            Assert.Equal(["a", "b", "c"], faulty.Pods.Names);
        }

        await faulty.Pods.SeeLiveAsync("a", "b", "c");
    }

    [Fact]
    [Trait("Fault", "F08-stale-read")]
    public async Task Reflector_StaleEventAfterNewerOne_RelistsAndKeepsTheNewerPhase()
    {
        byte[]? first = null;
        await using var faulty = await FaultyPods.StartAsync(before: proxy =>
            proxy.Rules.On(
                asked => asked.IsWatch,
                new Fault.Events(frame =>
                {
                    IEnumerable<byte[]> frames = first is null ? [frame] : [frame, first];
                    first ??= frame;
                    return frames;
                }),
                times: 1
            )
        );
        await faulty.Pods.SeeLiveAsync("a", "b");
        faulty.Api.Put("a", pod => pod.Status.Phase = "Pending");
        faulty.Api.Put("a", pod => pod.Status.Phase = "Failed");
        await faulty.Pods.SeeAsync(table => table.Find("default", "a")?.Phase == PodPhase.Failed);
        await Wait.UntilAsync(() => faulty.Api.Lists == 2, "the list that tells the order");
        Assert.Equal(PodPhase.Failed, faulty.Pods.Store.Current.Pods.Find("default", "a")?.Phase);
    }

    private sealed class RotatingToken : ICredentialSource
    {
        public string? Now { get; set; } = "first";

        // Issued for each request: it expires at once.
        public Task<IssuedCredential> IssueAsync() =>
            Now is null
                ? throw new CredentialException("exec plugin failed")
                : Task.FromResult(new IssuedCredential(new(new("Bearer", Now), null), DateTimeOffset.MinValue));
    }
}
