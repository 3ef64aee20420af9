using System.Net;

namespace K8sDashboard.Monitoring;

/// <summary>An HTTP response, read up to a size limit.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="MediaType">The media type of the body.</param>
/// <param name="Location">The location of a redirect; it is not followed.</param>
/// <param name="Body">The body; truncated where <paramref name="TooLarge"/>.</param>
/// <param name="TooLarge">The body exceeds the size limit.</param>
internal sealed record RawAnswer(HttpStatusCode Status, string MediaType, string? Location, ReadOnlyMemory<byte> Body, bool TooLarge)
{
    /// <summary>The size limit: 500 series of 1,000 points have half of it.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    public static async Task<RawAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0; )
            {
                if (body.Length + read > MaxBytes)
                    return Of(response, ReadOnlyMemory<byte>.Empty, tooLarge: true);
                body.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException fault)
        {
            throw new IOException($"the answer's compression is broken: {fault.Message}");
        }

        return Of(response, body.GetBuffer().AsMemory(0, (int)body.Length), tooLarge: false);
    }

    private static RawAnswer Of(HttpResponseMessage response, ReadOnlyMemory<byte> body, bool tooLarge) =>
        new(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType ?? "",
            response.Headers.Location?.ToString(),
            body,
            tooLarge
        );
}
