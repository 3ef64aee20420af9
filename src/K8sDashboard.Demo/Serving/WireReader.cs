namespace K8sDashboard.Demo.Serving;

/// <summary>
/// Iterates the fields of an encoded protobuf message without decoding it. The bytes are the store's own, hence well-formed.
/// </summary>
internal struct WireReader(ReadOnlyMemory<byte> bytes)
{
    private const int Varint = 0;
    private const int Eight = 1;
    private const int Delimited = 2;

    private int position;

    public int Field { get; private set; }

    public bool IsMessage { get; private set; }

    /// <summary>The bytes of a length-delimited field.</summary>
    public ReadOnlyMemory<byte> Message { get; private set; }

    public ulong Number { get; private set; }

    public bool Next()
    {
        if (position >= bytes.Length)
            return false;
        var tag = ReadVarint();
        Field = (int)(tag >> 3);
        IsMessage = (tag & 7) == Delimited;
        switch ((int)(tag & 7))
        {
            case Varint:
                Number = ReadVarint();
                break;
            case Delimited:
                var length = (int)ReadVarint();
                Message = bytes.Slice(position, length);
                position += length;
                break;
            case Eight:
                position += 8;
                break;
            default:
                position += 4;
                break;
        }

        return true;
    }

    private ulong ReadVarint()
    {
        var span = bytes.Span;
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var one = span[position++];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
                return value;
        }
    }
}
