using Google.Protobuf;
using K8sDashboard.Cluster.Resources.Pods;
using Pod = K8sDashboard.Cluster.Wire.Pod;

namespace K8sDashboard.Cluster.Tests.BadInputs;

/// <summary>Protobuf encodings of malformed and unusual pods, by description; a readable one is named <c>odd</c>.</summary>
internal static class MalformedPods
{
    private const int Name = 1;
    private const int Metadata = 1;
    private const int Unknown = 999;

    public static readonly IReadOnlyDictionary<string, (bool Readable, byte[] Bytes)> All = new Dictionary<
        string,
        (bool Readable, byte[] Bytes)
    >
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
                Spec = new() { Containers = { new K8sDashboard.Cluster.Wire.Container { Name = "c" } } },
                Status = new()
                {
                    ContainerStatuses =
                    {
                        new K8sDashboard.Cluster.Wire.ContainerStatus
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

    private static IEnumerable<K8sDashboard.Cluster.Wire.Container> Amounts(params string[] amounts) =>
        amounts.Select(
            (amount, i) =>
                new K8sDashboard.Cluster.Wire.Container
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
