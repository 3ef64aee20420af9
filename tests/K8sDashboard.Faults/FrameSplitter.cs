using System.Buffers.Binary;

namespace K8sDashboard.Faults;

/// <summary>Finds the events in the bytes of a protobuf watch: each begins with its length in four bytes, the greatest first.</summary>
internal sealed class FrameSplitter
{
    private readonly List<byte> rest = []; // bounded by one event

    /// <summary>The events that are whole by now, each with its length before it.</summary>
    public IEnumerable<byte[]> Split(ReadOnlyMemory<byte> bytes)
    {
        rest.AddRange(bytes.Span);
        while (rest.Count >= 4)
        {
            var length = 4 + BinaryPrimitives.ReadInt32BigEndian([.. rest[..4]]);
            if (rest.Count < length)
                yield break;
            var frame = rest[..length].ToArray();
            rest.RemoveRange(0, length);
            yield return frame;
        }
    }
}
