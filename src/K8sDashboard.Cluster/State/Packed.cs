using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace K8sDashboard.Cluster.State;

/// <summary>A uid in 24 bytes instead of 104: nearly every uid is a GUID in its canonical letters; any other text is kept as it is.</summary>
internal readonly record struct PackedUid
{
    private readonly Guid guid;
    private readonly string? other;

    public PackedUid(string text)
    {
        // Only a text that comes back letter by letter may be packed: a uid is opaque, and sent back as it came.
        if (!Guid.TryParseExact(text, "D", out guid) || text.AsSpan().ContainsAnyInRange('A', 'F'))
            (guid, other) = (default, text);
    }

    public override string ToString() => other ?? guid.ToString("D");
}

/// <summary>A resourceVersion in 16 bytes instead of 48: a decimal number on every server so far; any other text is kept as it is.</summary>
internal readonly record struct PackedVersion
{
    private readonly ulong number;
    private readonly string? other;

    public PackedVersion(string text)
    {
        if (text is [] or ['0', ..] || !ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            (number, other) = (0, text);
    }

    public override string ToString() => other ?? number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A time that may be missing, in 8 bytes instead of 24; in UTC, as all of Kubernetes' times are.</summary>
internal readonly record struct PackedTime
{
    private readonly long ticks;

    // The first tick of the calendar stands for "none"; the API server's own zero time means the same.
    public PackedTime(DateTimeOffset? time) => ticks = time?.UtcTicks ?? 0;

    public DateTimeOffset? Value => ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
}

/// <summary>An IP address in 16 bytes instead of 48 where it is of version 4; any other text is kept as it is.</summary>
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
            (four, other) = (BinaryPrimitives.ReadUInt32BigEndian(bytes), null);
        else
            (four, other) = (0, text);
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
