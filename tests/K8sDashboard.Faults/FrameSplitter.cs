using System.Buffers.Binary;

namespace K8sDashboard.Faults;

/// <summary>Splits a protobuf watch into events: each is prefixed with its length in four bytes, big-endian.</summary>
internal sealed class FrameSplitter
{
    private readonly List<byte> rest = []; // bounded by one event

    /// <summary>The complete events so far, each with its length prefix.</summary>
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
