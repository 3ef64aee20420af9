using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace K8sDashboard.Cluster.Wire;

/// <summary>
/// One frame of a protobuf watch: a four-byte big-endian length, then <c>WatchEvent{1: type, 2: RawExtension{1: raw}}</c>, where raw is an
/// envelope again. <see cref="Object"/> is valid until the next frame is read.
/// </summary>
internal readonly record struct WatchFrame(string Type, ReadOnlyMemory<byte> Object)
{
    /// <summary>The size limit of a frame: twenty times etcd's limit of 1.5 MiB.</summary>
    public const int MaxLength = 32 * 1024 * 1024;

    /// <exception cref="MalformedAnswerException">A frame is too long, truncated, or not a watch event.</exception>
    public static async IAsyncEnumerable<WatchFrame> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var head = new byte[4];
        var buffer = new byte[64 * 1024];
        while (await FillAsync(stream, head, atStart: true, cancellation))
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (length > MaxLength)
                throw new MalformedAnswerException($"a watch event of {length} bytes");
            if (length > buffer.Length)
                buffer = new byte[length];
            var frame = buffer.AsMemory(0, (int)length);
            await FillAsync(stream, frame, atStart: false, cancellation);
            yield return Parse(frame);
        }
    }

    private static WatchFrame Parse(ReadOnlyMemory<byte> frame)
    {
        var (type, raw) = ("", default(ReadOnlyMemory<byte>));
        foreach (var field in ProtobufField.Read(frame))
        {
            if (field.Number == 1)
                type = Encoding.UTF8.GetString(field.Bytes.Span);
            if (field.Number != 2)
                continue;
            foreach (var extension in ProtobufField.Read(field.Bytes))
                if (extension.Number == 1)
                    raw = extension.Bytes;
        }

        return new WatchFrame(type, Envelope.Open(raw));
    }

    /// <summary>False at the end of the stream before a frame, which is a regular end of the watch.</summary>
    private static async ValueTask<bool> FillAsync(Stream stream, Memory<byte> target, bool atStart, CancellationToken cancellation)
    {
        var read = await stream.ReadAtLeastAsync(target, target.Length, throwOnEndOfStream: false, cancellation);
        if (read == target.Length)
            return true;
        return read == 0 && atStart ? false : throw new MalformedAnswerException("the watch ended within an event");
    }
}
