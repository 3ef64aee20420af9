using System.Net;

namespace K8sDashboard.Monitoring;

/// <summary>An HTTP answer read to its end, or to the limit of what is read.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="MediaType">What the server says the body is.</param>
/// <param name="Location">Where a redirect points; it is not followed.</param>
/// <param name="Body">The body; cut where <paramref name="TooLarge"/>.</param>
/// <param name="TooLarge">The body is longer than what is read of it.</param>
internal sealed record RawAnswer(HttpStatusCode Status, string MediaType, string? Location, ReadOnlyMemory<byte> Body, bool TooLarge)
{
    /// <summary>More than this is no chart: 500 series of 1,000 points are half of it.</summary>
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
