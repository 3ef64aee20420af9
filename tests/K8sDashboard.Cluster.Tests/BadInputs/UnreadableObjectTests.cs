using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Cluster.Wire;
using Pod = K8sDashboard.Cluster.Wire.Pod;

namespace K8sDashboard.Cluster.Tests.BadInputs;

/// <summary>Malformed objects in a list or a watch: an undecodable one is counted and quarantined, and the others are kept.</summary>
public sealed class UnreadableObjectTests : IAsyncLifetime
{
    private readonly PodApi api = new();

    public async ValueTask InitializeAsync()
    {
        await api.StartAsync();
        api.Put("good-1");
        api.Put("good-2");
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    public static TheoryData<string> Unreadable => [.. MalformedPods.All.Where(one => !one.Value.Readable).Select(one => one.Key)];

    public static TheoryData<string> Readable => [.. MalformedPods.All.Where(one => one.Value.Readable).Select(one => one.Key)];

    [Theory]
    [Trait("BadInput", "B05-unreadable-in-list")]
    [MemberData(nameof(Unreadable))]
    public async Task Reflector_UnreadableObjectInList_IsCountedAndOthersAreShown(string kind)
    {
        api.Spoil("bad", MalformedPods.All[kind].Bytes);
        await using var pods = new WatchedPods(api);

        var table = await pods.SeeLiveAsync("good-1", "good-2");

        Assert.Equal(new SyncState.Live { Unreadable = 1 }, table.Sync);
    }

    [Theory]
    [Trait("BadInput", "B05-unreadable-in-watch")]
    [MemberData(nameof(Unreadable))]
    public async Task Reflector_UnreadableObjectInWatch_IsCountedByRelistAndWatchContinues(string kind)
    {
        await using var pods = new WatchedPods(api);
        await pods.SeeLiveAsync("good-1", "good-2");

        api.Spoil("bad", MalformedPods.All[kind].Bytes);
        api.Send("ADDED", MalformedPods.All[kind].Bytes);

        await pods.SeeAsync(table => table.Sync is SyncState.Live { Unreadable: 1 });
        api.Put("good-3");
        await pods.SeeLiveAsync("good-1", "good-2", "good-3");
    }

    [Theory]
    [Trait("BadInput", "B05-odd-objects")]
    [MemberData(nameof(Readable))]
    public async Task Reflector_UnusualButReadableObject_IsShown(string kind)
    {
        api.Spoil("odd", MalformedPods.All[kind].Bytes);
        await using var pods = new WatchedPods(api);

        var table = await pods.SeeLiveAsync("good-1", "good-2", "odd");

        Assert.Equal(new SyncState.Live(), table.Sync);
    }

    [Fact]
    [Trait("BadInput", "B05-many-unreadable")]
    public async Task Reflector_PagedListWith300UnreadableObjects_CountsAllOfThem()
    {
        for (var i = 0; i < 1_200; i++)
            api.Put($"good-{i:0000}");
        for (var i = 0; i < 300; i++)
            api.Spoil($"bad-{i * 4:0000}", MalformedPods.All["cut short"].Bytes);
        await using var pods = new WatchedPods(api);

        var table = await pods.SeeAsync(table => table.Sync is SyncState.Live);

        Assert.Equal((1_202, new SyncState.Live { Unreadable = 300 }), (table.Count, table.Sync));
    }

    [Fact]
    [Trait("BadInput", "B06-event-20-mib")]
    public async Task Reflector_EventOf20MiB_IsAppliedWithoutRelist()
    {
        await using var pods = new WatchedPods(api);
        await pods.SeeLiveAsync("good-1", "good-2");
        var large = new string('x', 20 * 1024 * 1024);

        api.Put("large", pod => pod.Status.Message = large);
        await pods.SeeAsync(table => table.Find("default", "large")?.Message.Length == large.Length);
        Assert.Equal(1, api.Lists);
    }

    [Fact]
    [Trait("BadInput", "B06-event-beyond-32-mib")]
    public async Task Reflector_EventOver32MiB_Relists()
    {
        await using var pods = new WatchedPods(api);
        await pods.SeeLiveAsync("good-1", "good-2");

        api.Send("MODIFIED", new byte[WatchFrame.MaxLength]);
        api.Put("after");
        await pods.SeeAsync(table => table.Find("default", "after") is not null);
        Assert.InRange(api.Lists, 2, int.MaxValue);
    }

    [Theory]
    [Trait("BadInput", "B05-bookmark-without-version")]
    [InlineData("")]
    [InlineData("0a00")]
    [InlineData("0a0712050a7f")]
    public async Task Reflector_BookmarkWithoutVersion_RecoversWithoutRequestingAnEmptyVersion(string bytes)
    {
        await using var pods = new WatchedPods(api);
        await pods.SeeLiveAsync("good-1", "good-2");

        api.Send("BOOKMARK", Convert.FromHexString(bytes));
        api.Put("after");

        await pods.SeeLiveAsync("after", "good-1", "good-2");
        Assert.All(api.Requests, request => Assert.DoesNotContain("resourceVersion=&", request, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("BadInput", "B08-terminal-pod-status")]
    public async Task Reflector_TerminalPayloadsInPodStatus_AreEscaped()
    {
        var payloads = TerminalPayloads.All;
        api.Put(
            "odd",
            pod =>
            {
                (pod.Status.Reason, pod.Status.Message) = (payloads[0], string.Join(' ', payloads));
                pod.Status.Conditions.AddRange(
                    payloads.Select(
                        (text, i) =>
                            new ObjectCondition
                            {
                                Type = $"c{i}",
                                Reason = text,
                                Message = text,
                            }
                    )
                );
                pod.Spec.Containers.Add(new K8sDashboard.Cluster.Wire.Container { Name = "c", Image = payloads[1] });
                pod.Status.ContainerStatuses.Add(
                    new K8sDashboard.Cluster.Wire.ContainerStatus
                    {
                        Name = "c",
                        State = new()
                        {
                            Terminated = new() { Reason = payloads[3], Message = payloads[4] },
                        },
                    }
                );
            }
        );
        await using var pods = new WatchedPods(api);

        var pod = (await pods.SeeAsync(table => table.Find("default", "odd") is not null)).Find("default", "odd")!;

        var ended = Assert.IsType<K8sDashboard.Cluster.Resources.Pods.ContainerState.Terminated>(
            Assert.Single(pod.Containers).Status!.State
        );
        string[] shown =
        [
            pod.Reason,
            pod.Message,
            pod.Containers[0].Template.Image,
            ended.Reason,
            ended.Message,
            .. pod.Conditions.SelectMany(one => new[] { one.Reason, one.Message }),
        ];
        Assert.Equal(5 + (2 * payloads.Count), shown.Length);
        Assert.All(shown, text => Assert.True(TerminalPayloads.IsHarmless(text), text));
    }
}
