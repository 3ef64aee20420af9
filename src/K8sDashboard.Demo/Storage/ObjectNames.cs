namespace K8sDashboard.Demo.Storage;

/// <summary>Generates uids and name suffixes, reproducible from a seed. Guarded by the store's lock.</summary>
internal sealed class ObjectNames(int seed)
{
    // The alphabet of k8s.io/apimachinery's rand.String: no vowels, hence no words, and no look-alikes.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int LongestBase = 58;

#pragma warning disable CA5394 // Names, not secrets: the same seed must give the same cluster.
    private readonly Random random = new(seed);

    public string NewUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    public string Complete(string start) =>
        (start.Length > LongestBase ? start[..LongestBase] : start) + new string(random.GetItems<char>(Alphabet, 5));
#pragma warning restore CA5394
}
