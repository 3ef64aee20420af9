using System.Globalization;
using System.Text;

namespace K8sDashboard.Demo.Serving;

/// <summary>Writes log lines as the kubelet does: with timestamps and limitBytes on request.</summary>
internal sealed class LogOutput(ApiRequest request)
{
    private const int FlushAt = 64 * 1024;

    private readonly bool timestamps = request.Flag("timestamps");
    private long left = request.Number("limitBytes") ?? long.MaxValue;

    public bool IsFull => left <= 0;

    /// <summary>The time of the last line; null without one.</summary>
    public async Task<DateTimeOffset?> WriteAsync(IEnumerable<LogLine> lines)
    {
        DateTimeOffset? last = null;
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (timestamps)
                text.Append(line.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff00'Z' ", CultureInfo.InvariantCulture));
            text.Append(line.Text).Append('\n');
            last = line.Time;
            if (text.Length >= FlushAt)
                await SendAsync(text);
        }

        await SendAsync(text);
        return last;
    }

    private async Task SendAsync(StringBuilder text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text.ToString());
        text.Clear();
        var length = (int)Math.Min(bytes.Length, Math.Max(0, left));
        left -= length;
        await request.Http.Response.Body.WriteAsync(bytes.AsMemory(0, length), request.Aborted);
        await request.Http.Response.Body.FlushAsync(request.Aborted);
    }
}
