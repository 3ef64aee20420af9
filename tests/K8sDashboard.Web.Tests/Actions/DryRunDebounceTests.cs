using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Bunit;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Web.Ui.Actions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Web.Tests.Actions;

/// <summary>The dry run of what is typed: once, of the last value, in virtual time.</summary>
public sealed class DryRunDebounceTests : ActionsContext
{
    private static readonly TimeSpan BetweenKeys = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch);
    private readonly ConcurrentQueue<long?> dryRuns = new();

    private protected override TimeProvider Time => time;

    [Fact]
    public async Task ScaleDialog_ThreeKeysTypedQuickly_DryRunsOnceWithTheLastValue()
    {
        Api.Instead = RecordAsync;
        var page = Page();
        await Press(page, "Scale");
        page.WaitForAssertion(() => Assert.Single(Autoscalers()));

        foreach (var text in (string[])["1", "12", "125"])
        {
            time.Advance(BetweenKeys);
            await Type(page, "input[type=number]", text);
        }

        time.Advance(ActionSession.Debounce - TimeSpan.FromMilliseconds(1));
        Assert.True(Button(Dialog(page), "Scale").HasAttribute("disabled"));
        Assert.Empty(Dialog(page).QuerySelectorAll("ins"));
        Assert.Single(Autoscalers());
        time.Advance(TimeSpan.FromMilliseconds(1));

        page.WaitForAssertion(() => Assert.Equal("+  replicas: 125", Dialog(page).QuerySelector("ins")?.TextContent));
        Assert.False(Button(Dialog(page), "Scale").HasAttribute("disabled"));
        Assert.Equal([125], dryRuns);
        Assert.Equal(2, Autoscalers().Count());
    }

    [Fact]
    public async Task ActionSession_OlderDryRunAnswersLast_KeepsTheNewerPreview()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Api.Instead = async context =>
        {
            await RecordAsync(context);
            if (context.Request.Method == "PUT" && dryRuns.Count == 1)
            {
                arrived.SetResult();
                await release.Task;
            }

            return false;
        };
        using var session = Session();

        var older = session.ShowAsync(Scale(5));
        time.Advance(ActionSession.Debounce);
        await arrived.Task;
        var newer = session.ShowAsync(Scale(6));
        time.Advance(ActionSession.Debounce);
        await newer;
        release.SetResult();
        await older;

        var preview = Assert.IsType<ActionResult.Done>(session.Preview);
        Assert.Equal("  replicas: 6", preview.Changes.Single(line => line.Mark == DiffMark.Added).Text);
        Assert.Equal([5, 6], dryRuns);
    }

    [Fact]
    public async Task ActionSession_ActionOfTheInitialInputs_IsDryRunWithoutDelay()
    {
        using var session = Session();

        await session.ShowAsync(Scale(5), atOnce: true).WaitAsync(TimeSpan.FromMinutes(1), Xunit.TestContext.Current.CancellationToken);

        Assert.IsType<ActionResult.Done>(session.Preview);
    }

    [Fact]
    public async Task ActionSession_ClosedBeforeTypingEnds_SendsNothing()
    {
        var session = Session();
        var pending = session.ShowAsync(Scale(5));

        session.Dispose();
        time.Advance(ActionSession.Debounce);
        await pending;

        Assert.Empty(Api.Requests);
    }

    private IEnumerable<string> Autoscalers() =>
        Api.Requests.Where(request => request.Contains("horizontalpodautoscalers", StringComparison.Ordinal));

    private ActionSession Session() => new(Api.Actor(), Services.GetRequiredService<ActionRunner>(), time);

    private ScaleAction Scale(int replicas) => new(new(DeploymentResource.Type, new("shop", "web"), Api.Uid), 3, replicas);

    private async Task<bool> RecordAsync(HttpContext context)
    {
        if (context.Request.Query["dryRun"] != "All")
            return false;
        context.Request.EnableBuffering();
        var scale = await JsonNode.ParseAsync(context.Request.Body);
        dryRuns.Enqueue(scale.Whole("spec", "replicas"));
        context.Request.Body.Position = 0;
        return false;
    }
}
