using System.Buffers.Binary;
using Google.Protobuf;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Encoding;

/// <summary>The envelope of a protobuf body: the magic bytes <c>k8s\0</c>, then kind and apiVersion of the content.</summary>
internal static class ProtobufEnvelope
{
    public const string MediaType = "application/vnd.kubernetes.protobuf";

    private const int RawField = 2;

    public static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    public static byte[] Wrap(string apiVersion, string kind, ByteString raw)
    {
        var unknown = new Unknown
        {
            TypeMeta = new TypeMeta { ApiVersion = apiVersion, Kind = kind },
            Raw = raw,
        };
        return [.. Magic, .. unknown.ToByteArray()];
    }

    /// <summary>The envelope's head for content of a known length that follows.</summary>
    public static byte[] Open(string apiVersion, string kind, long length)
    {
        using var buffer = new MemoryStream();
        buffer.Write(Magic);
        using var coded = new CodedOutputStream(buffer, leaveOpen: true);
        coded.WriteTag(1, WireFormat.WireType.LengthDelimited);
        coded.WriteMessage(new TypeMeta { ApiVersion = apiVersion, Kind = kind });
        coded.WriteTag(RawField, WireFormat.WireType.LengthDelimited);
        coded.WriteInt64(length);
        coded.Flush();
        return buffer.ToArray();
    }

    public static bool Is(ReadOnlySpan<byte> body) => body.StartsWith(Magic);

    public static Unknown Unwrap(ReadOnlySpan<byte> body) => Unknown.Parser.ParseFrom(body[Magic.Length..]);

    /// <summary>A watch event, prefixed with its length in four bytes; its object is enveloped again.</summary>
    public static byte[] Frame(string type, byte[] enveloped)
    {
        var watched = new WatchEvent
        {
            Type = type,
            Object = new RawExtension { Raw = UnsafeByteOperations.UnsafeWrap(enveloped) },
        };
        var frame = new byte[sizeof(int) + watched.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - sizeof(int));
        watched.WriteTo(frame.AsSpan(sizeof(int)));
        return frame;
    }
}
