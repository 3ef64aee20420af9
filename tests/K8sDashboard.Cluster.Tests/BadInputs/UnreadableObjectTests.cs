using Google.Protobuf;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Cluster.Watching.Wire;
using Pod = K8sDashboard.Cluster.Watching.Wire.Pod;

namespace K8sDashboard.Cluster.Tests.BadInputs;

/// <summary>Objects of any shape in a list or a watch: what cannot be read is counted and left out, and the others live.</summary>
public sealed class UnreadableObjectTests : IAsyncLifetime
{
    private const int Name = 1;
    private const int Metadata = 1;
    private const int Unknown = 999;

    private readonly PodApi api = new();

    public async ValueTask InitializeAsync()
    {
        await api.StartAsync();
        api.Put("good-1");
        api.Put("good-2");
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    public static TheoryData<string> Unreadable => [.. Objects.Where(one => !one.Value.Readable).Select(one => one.Key)];

    public static TheoryData<string> Readable => [.. Objects.Where(one => one.Value.Readable).Select(one => one.Key)];

    [Theory]
    [Trait("BadInput", "B05-unreadable-in-list")]
    [MemberData(nameof(Unreadable))]
    public async Task Reflector_UnreadableObjectInList_IsCountedAndOthersAreShown(string kind)
    {
        api.Spoil("bad", Objects[kind].Bytes);
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

        api.Spoil("bad", Objects[kind].Bytes);
        api.Send("ADDED", Objects[kind].Bytes);

        await pods.SeeAsync(table => table.Sync is SyncState.Live { Unreadable: 1 });
        api.Put("good-3");
        await pods.SeeLiveAsync("good-1", "good-2", "good-3");
    }

    [Theory]
    [Trait("BadInput", "B05-odd-objects")]
    [MemberData(nameof(Readable))]
    public async Task Reflector_UnusualButReadableObject_IsShown(string kind)
    {
        api.Spoil("odd", Objects[kind].Bytes);
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
            api.Spoil($"bad-{i * 4:0000}", Objects["cut short"].Bytes);
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
                pod.Spec.Containers.Add(new K8sDashboard.Cluster.Watching.Wire.Container { Name = "c", Image = payloads[1] });
                pod.Status.ContainerStatuses.Add(
                    new K8sDashboard.Cluster.Watching.Wire.ContainerStatus
                    {
                        Name = "c",
                        Image = payloads[2],
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

        var ended = Assert.IsType<K8sDashboard.Cluster.State.ContainerState.Terminated>(Assert.Single(pod.Containers).Status!.State);
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

    private static readonly Dictionary<string, (bool Readable, byte[] Bytes)> Objects = new()
    {
        ["no bytes"] = (false, []),
        ["cut short"] = (false, [0x0a, 0x05, 0x0a, 0x7f]),
        ["random bytes"] = (false, Random(512)),
        ["no name"] = (
            false,
            new Pod
            {
                Metadata = new() { Namespace = "default", Uid = "u" },
            }.ToByteArray()
        ),
        ["a name that is a path"] = (
            false,
            new Pod
            {
                Metadata = new() { Name = "../../kube-system/secrets/db", Uid = "u" },
            }.ToByteArray()
        ),
        ["a name with a control character"] = (
            false,
            new Pod
            {
                Metadata = new() { Name = "a\u001b[2J", Uid = "u" },
            }.ToByteArray()
        ),
        ["a name of another type"] = (false, Message(Metadata, Varint(Name, 7))),
        ["metadata of another type"] = (false, Varint(Metadata, 7)),
        ["a name that is no UTF-8"] = (false, Message(Metadata, Message(Name, [0xff, 0xfe, 0x2f]))),
        ["a group without end"] = (false, [.. Good("odd"), .. Tag(Unknown, WireFormat.WireType.StartGroup)]),
        ["1,000 groups in each other"] = (false, [.. Good("odd"), .. Groups(1_000)]),
        ["100,000 groups in each other"] = (false, [.. Good("odd"), .. Groups(100_000)]),
        ["a length beyond the end"] = (
            false,
            [.. Good("odd"), .. Tag(Unknown, WireFormat.WireType.LengthDelimited), 0xff, 0xff, 0xff, 0xff, 0x07]
        ),
        ["a number without end"] = (
            false,
            [.. Good("odd"), .. Tag(Unknown, WireFormat.WireType.Varint), .. Enumerable.Repeat((byte)0xff, 11)]
        ),
        ["64 levels that nobody knows"] = (true, [.. Good("odd"), .. Nested(64)]),
        ["1,000 levels that nobody knows"] = (true, [.. Good("odd"), .. Nested(1_000)]),
        ["20 groups in each other"] = (true, [.. Good("odd"), .. Groups(20)]),
        ["fields of other types"] = (true, [.. Good("odd"), .. Varint(2, 1), .. Varint(3, 1)]),
        ["the same field 1,000 times"] = (true, [.. Enumerable.Repeat(Good("odd"), 1_000).SelectMany(bytes => bytes)]),
        ["quantities that are none"] = (
            true,
            new Pod
            {
                Metadata = new()
                {
                    Name = "odd",
                    Namespace = "default",
                    Uid = "u",
                },
                Spec = new() { Containers = { Amounts("", "x", "NaN", "1e999", "-", "1Ki5", "9".PadRight(400, '9'), "\u001b", "1,5") } },
            }.ToByteArray()
        ),
        ["times that are none"] = (
            true,
            new Pod
            {
                Metadata = new()
                {
                    Name = "odd",
                    Namespace = "default",
                    Uid = "u",
                    CreationTimestamp = new() { Seconds = long.MaxValue, Nanos = int.MinValue },
                },
                Status = new()
                {
                    StartTime = new() { Seconds = long.MinValue, Nanos = int.MaxValue },
                },
            }.ToByteArray()
        ),
        ["numbers at their ends"] = (
            true,
            new Pod
            {
                Metadata = new()
                {
                    Name = "odd",
                    Namespace = "default",
                    Uid = "u",
                    Generation = long.MinValue,
                },
                Spec = new() { Containers = { new K8sDashboard.Cluster.Watching.Wire.Container { Name = "c" } } },
                Status = new()
                {
                    ContainerStatuses =
                    {
                        new K8sDashboard.Cluster.Watching.Wire.ContainerStatus
                        {
                            Name = "c",
                            RestartCount = int.MinValue,
                            LastState = new()
                            {
                                Terminated = new() { ExitCode = int.MinValue, Signal = int.MaxValue },
                            },
                        },
                    },
                },
            }.ToByteArray()
        ),
    };

    private static byte[] Good(string name) =>
        new Pod
        {
            Metadata = new()
            {
                Name = name,
                Namespace = "default",
                Uid = $"uid-{name}",
            },
        }.ToByteArray();

    private static IEnumerable<K8sDashboard.Cluster.Watching.Wire.Container> Amounts(params string[] amounts) =>
        amounts.Select(
            (amount, i) =>
                new K8sDashboard.Cluster.Watching.Wire.Container
                {
                    Name = $"c{i}",
                    Resources = new()
                    {
                        Requests =
                        {
                            ["cpu"] = new() { String = amount },
                            ["memory"] = new() { String = amount },
                        },
                    },
                }
        );

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(20261124).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Groups(int depth) =>
        [
            .. Enumerable.Repeat(Tag(Unknown, WireFormat.WireType.StartGroup), depth).SelectMany(tag => tag),
            .. Enumerable.Repeat(Tag(Unknown, WireFormat.WireType.EndGroup), depth).SelectMany(tag => tag),
        ];

    private static byte[] Nested(int depth)
    {
        byte[] inner = [];
        for (var level = 0; level < depth; level++)
            inner = Message(Unknown, inner);
        return inner;
    }

    private static byte[] Message(int field, byte[] contents) =>
        Written(output =>
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(contents));
        });

    private static byte[] Varint(int field, ulong value) =>
        Written(output =>
        {
            output.WriteTag(field, WireFormat.WireType.Varint);
            output.WriteUInt64(value);
        });

    private static byte[] Tag(int field, WireFormat.WireType type) => Written(output => output.WriteTag(field, type));

    private static byte[] Written(Action<CodedOutputStream> write)
    {
        using var memory = new MemoryStream();
        using (var output = new CodedOutputStream(memory, leaveOpen: true))
            write(output);
        return memory.ToArray();
    }
}
