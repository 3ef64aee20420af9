using System.Text;

namespace K8sDashboard.Cluster.Connection;

/// <summary>Reads a stream to its end, up to a size limit: a response may be endless.</summary>
internal static class BoundedBody
{
    private const string Answer = "the answer";
    private const int ChunkSize = 64 * 1024;
    private const int MostReserved = 8 * 1024 * 1024;

    /// <summary>The bytes in a seekable stream, at position 0.</summary>
    /// <exception cref="BodyTooLargeException">There are more than <paramref name="maxBytes"/>; what was read is garbage by
    /// then.</exception>
    public static async Task<MemoryStream> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellation)
    {
        // Rejected by its Content-Length before anything is read.
        if (content.Headers.ContentLength > maxBytes)
            throw new BodyTooLargeException(Answer, maxBytes);
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        // Content-Length is not trusted: the initial capacity is bounded.
        var bytes = new MemoryStream((int)Math.Min(content.Headers.ContentLength ?? 0, MostReserved));
        var chunk = new byte[ChunkSize];
        for (int read; (read = await stream.ReadAsync(chunk, cancellation)) > 0; )
            Append(bytes, chunk.AsSpan(0, read), maxBytes, Answer);
        bytes.Position = 0;
        return bytes;
    }

    /// <inheritdoc cref="ReadAsync"/>
    /// <param name="stream">The stream to read.</param>
    /// <param name="maxBytes">The limit.</param>
    /// <param name="what">The name of the content, for the error message.</param>
    public static MemoryStream Read(Stream stream, int maxBytes, string what)
    {
        var bytes = new MemoryStream();
        var chunk = new byte[ChunkSize];
        for (int read; (read = stream.Read(chunk)) > 0; )
            Append(bytes, chunk.AsSpan(0, read), maxBytes, what);
        bytes.Position = 0;
        return bytes;
    }

    /// <summary>The first <paramref name="maxBytes"/> of a body, for a message.</summary>
    public static async Task<byte[]> BeginningAsync(HttpContent content, int maxBytes, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var bytes = new byte[maxBytes];
        var read = await stream.ReadAtLeastAsync(bytes, maxBytes, throwOnEndOfStream: false, cancellation);
        return bytes[..read];
    }

    /// <summary>The whole buffer as UTF-8 text.</summary>
    public static string Text(MemoryStream bytes) => Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);

    private static void Append(MemoryStream bytes, ReadOnlySpan<byte> chunk, int maxBytes, string what)
    {
        if (bytes.Length + chunk.Length > maxBytes)
            throw new BodyTooLargeException(what, maxBytes);
        bytes.Write(chunk);
    }
}

/// <summary>A body exceeds its size limit.</summary>
internal sealed class BodyTooLargeException(string what, int maxBytes) : IOException($"{what} is larger than {maxBytes / 1024 / 1024} MiB");
