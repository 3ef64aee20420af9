using System.Buffers.Binary;
using Google.Protobuf;

namespace K8sDashboard.Cluster.Tests.ApiServer;

/// <summary>Encodes Kubernetes' envelopes, lists and watch frames as an API server does.</summary>
internal static class Protobuf
{
    public static byte[] Wrap(byte[] raw) => [.. "k8s\0"u8, .. Field(2, raw)];

    public static byte[] List(string version, string next, long remaining, IEnumerable<byte[]> items)
    {
        byte[] meta = [.. Text(2, version), .. Text(3, next), .. remaining > 0 ? Number(4, remaining) : []];
        return Wrap([.. Field(1, meta), .. items.SelectMany(item => Field(2, item))]);
    }

    public static byte[] Frame(string type, byte[] item)
    {
        byte[] body = [.. Text(1, type), .. Field(2, Field(1, Wrap(item)))];
        var head = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(head, body.Length);
        return [.. head, .. body];
    }

    private static byte[] Text(int number, string text) => text.Length == 0 ? [] : Field(number, System.Text.Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, byte[] bytes) =>
        Written(output =>
        {
            output.WriteTag(number, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(bytes));
        });

    private static byte[] Number(int number, long value) =>
        Written(output =>
        {
            output.WriteTag(number, WireFormat.WireType.Varint);
            output.WriteInt64(value);
        });

    private static byte[] Written(Action<CodedOutputStream> write)
    {
        using var memory = new MemoryStream();
        using (var output = new CodedOutputStream(memory, leaveOpen: true))
            write(output);
        return memory.ToArray();
    }
}
