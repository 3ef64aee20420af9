using Google.Protobuf;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Cluster.Wire;
using K8sDashboard.Faults;

namespace K8sDashboard.Cluster.Tests.Faults;

/// <summary>Watches that end early, and watches with wrong events.</summary>
public sealed class BrokenWatchTests
{
    private static readonly byte[] Expired = Protobuf.Frame(
        "ERROR",
        new Status
        {
            Code = 410,
            Reason = "Expired",
            Message = "too old resource version: 11 (99)",
        }.ToByteArray()
    );

    [Fact]
    [Trait("Fault", "F03-watch-closed")]
    public async Task Reflector_WatchClosedRepeatedly_ResumesWithoutListing()
    {
        await using var faulty = await FaultyPods.StartAsync(new FastTime(20));
        using (faulty.Proxy.Rules.On(asked => asked.IsWatch, new Fault.EndAfter(TimeSpan.FromSeconds(1.2))))
        {
            faulty.Cut();
            for (var i = 0; faulty.Proxy.Requests.Count < 60; i++)
            {
                faulty.Api.Put($"c{i % 20}");
                if (i % 20 == 10)
                    faulty.Api.Delete("c5");
                // Longer than the shortest watch: one that ends at once without an event is a failure with back-off.
                await Task.Delay(TimeSpan.FromSeconds(0.5), faulty.Time);
            }
        }

        await faulty.Pods.SeeTruthAsync(faulty.Api);
        Assert.Equal(1, faulty.Api.Lists);
    }

    [Fact]
    [Trait("Fault", "F04-410-watch-start")]
    public async Task Reflector_WatchStartAnswered410_RelistsOnceAndDropsTheDeletedPod()
    {
        await using var faulty = await FaultyPods.StartAsync();
        using (faulty.Proxy.Rules.On(asked => asked.IsWatch && faulty.Api.Lists == 1, Fault.Answer.OfApiServer(410)))
        {
            faulty.Proxy.Line.Refuse();
            faulty.Api.Delete("a");
            faulty.Proxy.Line.Accept();
            await faulty.Pods.SeeLiveAsync("b");
        }

        Assert.Equal(2, faulty.Api.Lists);
    }

    [Fact]
    [Trait("Fault", "F04-410-mid-stream")]
    public async Task Reflector_ErrorEvent410MidStream_RelistsOnceAndDropsTheDeletedPod()
    {
        await using var faulty = await FaultyPods.StartAsync(before: proxy =>
            proxy.Rules.On(asked => asked.IsWatch, new Fault.Events(_ => [Expired]), times: 1)
        );
        await faulty.Pods.SeeLiveAsync("a", "b");
        faulty.Api.Delete("a");
        await faulty.Pods.SeeLiveAsync("b");
        Assert.Equal(2, faulty.Api.Lists);
    }

    [Fact]
    [Trait("Fault", "F05-duplicated")]
    public async Task Reflector_DuplicateEvents_EqualsServerWithoutRelist()
    {
        await using var faulty = await FaultyPods.StartAsync(before: proxy =>
            proxy.Rules.On(asked => asked.IsWatch, new Fault.Events(frame => [frame, frame]))
        );
        await faulty.Pods.SeeLiveAsync("a", "b");
        faulty.Api.Put("c");
        faulty.Api.Delete("a");
        faulty.Api.Put("b");
        await faulty.Pods.SeeTruthAsync(faulty.Api);
        Assert.Equal(1, faulty.Api.Lists);
    }

    [Fact]
    [Trait("Fault", "F05-reordered")]
    public async Task Reflector_ReorderedEventAfterDeletion_DoesNotRestoreThePod()
    {
        byte[]? held = null;
        IEnumerable<byte[]> Swap(byte[] frame)
        {
            (var before, held) = (held, held is null ? frame : null);
            return before is null ? [] : [frame, before];
        }

        await using var faulty = await FaultyPods.StartAsync(before: proxy =>
            proxy.Rules.On(asked => asked.IsWatch, new Fault.Events(Swap), times: 1)
        );
        await faulty.Pods.SeeLiveAsync("a", "b");
        faulty.Api.Put("a");
        faulty.Api.Delete("a");

        await faulty.Pods.SeeLiveAsync("b");
        await Wait.UntilAsync(() => faulty.Api.Lists == 2, "the list that tells the order");
        await faulty.Pods.SeeLiveAsync("b");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(30)]
    [Trait("Fault", "F05-truncated")]
    public async Task Reflector_WatchTruncatedWithinEvent_EndsEqualToServer(int bytes)
    {
        await using var faulty = await FaultyPods.StartAsync(before: proxy =>
            proxy.Rules.On(asked => asked.IsWatch, new Fault.Truncate(bytes), times: 1)
        );
        await faulty.Pods.SeeLiveAsync("a", "b");
        faulty.Api.Delete("a");
        faulty.Api.Put("c");
        await faulty.Pods.SeeTruthAsync(faulty.Api);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [Trait("Fault", "F05-malformed")]
    public async Task Reflector_CorruptByteInEvent_EndsEqualToServer(int at)
    {
        await using var faulty = await FaultyPods.StartAsync(before: proxy =>
            proxy.Rules.On(asked => asked.IsWatch, new Fault.Corrupt(at), times: 1)
        );
        await faulty.Pods.SeeLiveAsync("a", "b");
        faulty.Api.Delete("a");
        faulty.Api.Put("c");
        await faulty.Pods.SeeTruthAsync(faulty.Api);
    }

    [Fact]
    [Trait("Fault", "F05-malformed")]
    public async Task Reflector_EventWithoutVersionOrOfUnknownType_RelistsAndEndsEqualToServer()
    {
        var wrong = new Queue<byte[]>([
            Protobuf.Frame("BOOKMARK", []),
            Protobuf.Frame("ADDED", new Cluster.Wire.Pod { Metadata = new() { Name = "ghost" } }.ToByteArray()),
            Protobuf.Frame("RENAMED", []),
        ]);
        await using var faulty = await FaultyPods.StartAsync(before: proxy =>
            proxy.Rules.On(asked => asked.IsWatch, new Fault.Events(frame => wrong.TryDequeue(out var other) ? [other] : [frame]))
        );
        await faulty.Pods.SeeLiveAsync("a", "b");
        for (var lists = 2; wrong.Count > 0; lists++)
        {
            faulty.Api.Put($"c{lists}");
            await Wait.UntilAsync(() => faulty.Api.Lists == lists, "a new list");
            await faulty.Pods.SeeTruthAsync(faulty.Api);
        }

        Assert.DoesNotContain("ghost", faulty.Pods.Names);
    }

    [Fact]
    [Trait("Fault", "F05-20-mib")]
    public async Task Reflector_EventOf20MiBThenFrameOf40MiB_AppliesTheFirstAndRecoversFromTheSecond()
    {
        await using var faulty = await FaultyPods.StartAsync();
        faulty.Api.Put("big", pod => pod.Status.Message = new string('x', 20 * 1024 * 1024));
        await faulty.Pods.SeeAsync(table => table.Find("default", "big") is not null);
        Assert.Equal(1, faulty.Api.Lists);

        using (
            faulty.Proxy.Rules.On(
                asked => asked.IsWatch,
                new Fault.Events(_ =>
                    [
                        [0x02, 0x80, 0, 0],
                    ]
                ),
                times: 1
            )
        )
        {
            faulty.Cut();
            faulty.Api.Delete("big");
            await faulty.Pods.SeeLiveAsync("a", "b");
        }
    }

    [Fact]
    [Trait("Fault", "F05-truncated")]
    public async Task Reflector_ListTruncatedRepeatedly_StaysInterruptedAndKeepsRows()
    {
        await using var faulty = await FaultyPods.StartAsync();
        using (faulty.Proxy.Rules.On(asked => asked.IsList, new Fault.Truncate(60)))
        {
            faulty.Api.SendGarbage();
            await faulty.Pods.SeeAsync(table => table.Sync is SyncState.Interrupted);
            await Wait.UntilAsync(() => faulty.Api.Lists > 3, "more lists");
            Assert.IsType<SyncState.Interrupted>(faulty.Pods.Store.Current.Pods.Sync);
            Assert.Equal(["a", "b"], faulty.Pods.Names);
        }

        await faulty.Pods.SeeLiveAsync("a", "b");
    }
}
