using K8sDashboard.Web.Hosting;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Web.Tests.BadInputs;

[Trait("BadInput", "B13-open-pages-bound")]
public class ConnectionLimitTests
{
    [Fact]
    public async Task ConnectionLimit_TwoHundredOpenAcrossSessions_Returns503UntilOneCloses()
    {
        var limit = new ConnectionLimit();
        var closed = new TaskCompletionSource();
        var first = new TaskCompletionSource();
        var open = Enumerable
            .Range(0, ConnectionLimit.MostInAll)
            .Select(page =>
                limit.RunAsync(
                    $"session-{page / ConnectionLimit.MostPerSession}",
                    new DefaultHttpContext(),
                    _ => page == 0 ? first.Task : closed.Task
                )
            )
            .ToList();
        Assert.Equal((200, 10), (ConnectionLimit.MostInAll, ConnectionLimit.MostPerSession));

        Assert.True(limit.IsReached("another"));
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, await AskAsync(limit));
        first.SetResult();
        await open[0];

        Assert.False(limit.IsReached("another"));
        Assert.Equal(StatusCodes.Status200OK, await AskAsync(limit));
        closed.SetException(new IOException("every browser left at once"));
        await Assert.ThrowsAsync<IOException>(() => Task.WhenAll(open));
        Assert.Equal(StatusCodes.Status200OK, await AskAsync(limit));
    }

    [Fact]
    public async Task ConnectionLimit_TenOpenInOneSession_Returns503ThereAndAdmitsAnotherSession()
    {
        var limit = new ConnectionLimit();
        var closed = new TaskCompletionSource();
        var asked = Enumerable.Range(0, 10).Select(_ => new DefaultHttpContext()).ToList();
        var open = asked.Select(context => limit.RunAsync("one", context, _ => closed.Task)).ToList();

        Assert.All(asked, context => Assert.Equal(StatusCodes.Status200OK, context.Response.StatusCode));
        Assert.Equal((true, false), (limit.IsReached("one"), limit.IsReached("another")));
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, await AskAsync(limit, "one"));
        Assert.Equal(StatusCodes.Status200OK, await AskAsync(limit));
        closed.SetResult();
        await Task.WhenAll(open);

        Assert.False(limit.IsReached("one"));
        Assert.Equal(StatusCodes.Status200OK, await AskAsync(limit, "one"));
    }

    private static async Task<int> AskAsync(ConnectionLimit limit, string session = "another")
    {
        var context = new DefaultHttpContext();
        await limit.RunAsync(session, context, _ => Task.CompletedTask);
        return context.Response.StatusCode;
    }
}
