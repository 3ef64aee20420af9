using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Serving;
using K8sDashboard.Demo.Storage;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>Logs as the kubelet gives them.</summary>
public sealed class LogTests : IAsyncLifetime, IPodLogs
{
    private const string Log = "/api/v1/namespaces/shop/pods/web-1/log";
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider time = new(Start.AddSeconds(10)) { AutoAdvanceAmount = TimeSpan.Zero };
    private readonly List<LogLine> lines =
    [
        .. Enumerable.Range(1, 10).Select(second => new LogLine(Start.AddSeconds(second), $"line {second}")),
    ];
    private Simulated cluster = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = await Simulated.StartAsync(options => options with { Logs = this, Time = time }, new ObjectStore(time));
        cluster.Pod("web-1");
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    IEnumerable<LogLine>? IPodLogs.Read(Pod pod, string container, bool previous, DateTimeOffset after)
    {
        if (previous)
            return null;
        lock (lines)
            return [.. lines.Where(line => line.Time > after)];
    }

    [Theory]
    [InlineData("", "line 1\nline 2\nline 3\nline 4\nline 5\nline 6\nline 7\nline 8\nline 9\nline 10\n")]
    [InlineData("?tailLines=2", "line 9\nline 10\n")]
    [InlineData("?tailLines=0", "")]
    [InlineData("?sinceSeconds=3", "line 8\nline 9\nline 10\n")]
    [InlineData("?sinceTime=2026-11-25T08:00:08Z&container=app", "line 9\nline 10\n")]
    [InlineData("?tailLines=1&timestamps=true", "2026-11-25T08:00:10.000000000Z line 10\n")]
    [InlineData("?limitBytes=8", "line 1\nl")]
    public async Task PodLog_QueryParameters_SelectLines(string query, string expected) =>
        Assert.Equal(expected, (await cluster.SendAsync(HttpMethod.Get, Log + query)).Body);

    [Theory]
    [InlineData("?previous=true", 400, "previous terminated container \\\"app\\\" in pod \\\"web-1\\\" not found")]
    [InlineData("?container=none", 400, "container none is not valid for pod web-1")]
    [InlineData("?sinceSeconds=-1", 422, "must be greater than or equal to 0")]
    public async Task PodLog_InvalidRequest_IsRejectedWithKubeletMessage(string query, int code, string words)
    {
        var answer = await cluster.SendAsync(HttpMethod.Get, Log + query);
        Assert.Equal(code, answer.Code);
        Assert.Contains(words, answer.Body);
    }

    [Fact]
    public async Task PodLog_SeveralContainers_RequiresContainerName()
    {
        cluster.Pod("two", shape: pod => pod.Spec.Containers.Add(new Container { Name = "side", Image = "side:1" }));
        Assert.Contains(
            "a container name must be specified for pod two, choose one of: [app side]",
            (await cluster.SendAsync(HttpMethod.Get, "/api/v1/namespaces/shop/pods/two/log")).Body
        );
    }

    [Fact]
    public async Task PodLog_Followed_ContinuesUntilPodIsDeleted()
    {
        using var response = await cluster.Admin.GetAsync(
            new Uri($"{Log}?follow=true&tailLines=1", UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead
        );
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("line 10", await reader.ReadLineAsync());
        lock (lines)
            lines.Add(new LogLine(Start.AddSeconds(11), "line 11"));
        Assert.Equal("line 11", await WhileTimePassesAsync(reader));
        cluster.Store.Delete<Pod>("shop", "web-1");
        Assert.Null(await WhileTimePassesAsync(reader));
    }

    [Fact]
    public async Task PodLog_ContainerWaiting_SaysWaitingToStart()
    {
        cluster.Pod(
            "new",
            shape: pod =>
                pod.Status.ContainerStatuses.Add(
                    new ContainerStatus
                    {
                        Name = "app",
                        State = new ContainerState { Waiting = new ContainerStateWaiting { Reason = "ContainerCreating" } },
                    }
                )
        );
        Assert.Contains(
            "container \\\"app\\\" in pod \\\"new\\\" is waiting to start: ContainerCreating",
            (await cluster.SendAsync(HttpMethod.Get, "/api/v1/namespaces/shop/pods/new/log")).Body
        );
    }

    [Theory]
    [InlineData("evicted", 400, "container \\\"app\\\" in pod \\\"new\\\" is not available")]
    [InlineData("node-1", 400, "container \\\"app\\\" in pod \\\"new\\\" is waiting to start: ContainerCreating")]
    [InlineData("", 204, "")]
    public async Task PodLog_NoContainerStatusYet_IsRejectedOrNoContent(string node, int code, string words)
    {
        var pod = cluster.Pod("new", shape: pod => pod.Spec.NodeName = node);
        pod.Status.ContainerStatuses.Clear();
        pod.Status.Phase = node == "evicted" ? "Failed" : "Pending";
        cluster.Store.UpdateStatus(pod);
        var (answered, body) = await cluster.SendAsync(HttpMethod.Get, "/api/v1/namespaces/shop/pods/new/log");
        Assert.Equal(code, answered);
        Assert.Contains(words, body, StringComparison.Ordinal);
    }

    // The server waits on the fake clock, which only the test advances, while the test waits for the server's response.
    private async Task<string?> WhileTimePassesAsync(StreamReader reader)
    {
        var line = reader.ReadLineAsync();
        while (!line.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(line, Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System));
        }

        return await line;
    }
}
