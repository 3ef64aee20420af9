namespace K8sDashboard.Cluster.Wire;

/// <summary>
/// Lazy parsing of one protobuf field without its message type: enough to open Kubernetes' envelopes and lists item by item, so that an
/// undecodable item does not affect the others. See https://protobuf.dev/programming-guides/encoding/.
/// </summary>
internal readonly record struct ProtobufField(int Number, ulong Varint, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Reads the fields in order of appearance.</summary>
    /// <exception cref="MalformedAnswerException">The bytes are truncated within a field, or not protobuf.</exception>
    public static IEnumerable<ProtobufField> Read(ReadOnlyMemory<byte> message)
    {
        var at = 0;
        while (at < message.Length)
        {
            var tag = ReadVarint(message.Span, ref at);
            var number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    yield return new(number, ReadVarint(message.Span, ref at), default);
                    break;
                case 1:
                    yield return new(number, 0, Take(message, ref at, 8));
                    break;
                case 2:
                    var length = ReadVarint(message.Span, ref at);
                    yield return new(number, 0, Take(message, ref at, length));
                    break;
                case 5:
                    yield return new(number, 0, Take(message, ref at, 4));
                    break;
                default:
                    throw new MalformedAnswerException($"unknown wire type {tag & 7}");
            }
        }
    }

    private static ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> message, ref int at, ulong length)
    {
        if (length > (ulong)(message.Length - at))
            throw new MalformedAnswerException("the answer ends within a field");
        var bytes = message.Slice(at, (int)length);
        at += (int)length;
        return bytes;
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= bytes.Length)
                break;
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw new MalformedAnswerException("the answer ends within a number");
    }
}
