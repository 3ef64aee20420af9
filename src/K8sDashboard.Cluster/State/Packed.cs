using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace K8sDashboard.Cluster.State;

/// <summary>
/// A uid in 24 bytes instead of 104: nearly every uid is a GUID in canonical lower-case form; any other text is stored as it is.
/// </summary>
internal readonly record struct PackedUid
{
    private readonly Guid guid;
    private readonly string? other;

    public PackedUid(string text)
    {
        // Packed only where it round-trips exactly: a uid is opaque, and must be sent back unchanged.
        if (Guid.TryParseExact(text, "D", out var parsed) && !text.AsSpan().ContainsAnyInRange('A', 'F'))
            guid = parsed;
        else
            other = text;
    }

    public override string ToString() => other ?? guid.ToString("D");
}

/// <summary>
/// A resourceVersion in 16 bytes instead of 48: a decimal number on all known servers; any other text is stored as it is.
/// </summary>
internal readonly record struct PackedVersion
{
    private readonly ulong number;
    private readonly string? other;

    public PackedVersion(string text)
    {
        if (text is not ([] or ['0', ..]) && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            number = parsed;
        else
            other = text;
    }

    public override string ToString() => other ?? number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A nullable time in 8 bytes instead of 24; in UTC, as all Kubernetes times.</summary>
internal readonly record struct PackedTime
{
    private readonly long ticks;

    // Tick 0 means null; the API server's zero time means the same.
    public PackedTime(DateTimeOffset? time) => ticks = time?.UtcTicks ?? 0;

    public DateTimeOffset? Value => ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}

/// <summary>An IPv4 address in 16 bytes instead of 48; any other text is stored as it is.</summary>
internal readonly record struct PackedAddress
{
    private readonly uint four;
    private readonly string? other;

    public PackedAddress(string text)
    {
        Span<byte> bytes = stackalloc byte[4];
        if (
            IPAddress.TryParse(text, out var address)
            && address.TryWriteBytes(bytes, out var written)
            && written == 4
            && address.ToString() == text
        )
            four = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        else
            other = text;
    }

    public override string ToString()
    {
        if (other is not null)
            return other;
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, four);
        return new IPAddress(bytes).ToString();
    }
}
