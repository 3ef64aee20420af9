using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Web.Ui.Tables;

/// <summary>A list as a CSV file (RFC 4180, UTF-8 with a byte order mark), safe against formula injection in spreadsheets.</summary>
internal static class CsvText
{
    private const int Chunk = 16 * 1024;

    /// <summary>Writes the file into a pipe with backpressure, until all is written or the reader completes.</summary>
    public static async Task WriteAsync<TRow>(
        PipeWriter pipe,
        IReadOnlyList<LiveColumn<TRow>> columns,
        IEnumerable<TRow> rows,
        DateTimeOffset now
    )
    {
        Encoding.UTF8.GetBytes("\uFEFF" + Line(columns.SelectMany(Titles)), pipe);
        foreach (var row in rows)
        {
            Encoding.UTF8.GetBytes(Line(columns.SelectMany(column => Fields(column, row, now))), pipe);
            if (pipe.UnflushedBytes > Chunk && (await pipe.FlushAsync()).IsCompleted)
                break;
        }

        await pipe.CompleteAsync();
    }

    /// <summary><c>pods-shop-20261124-2317.csv</c>; without namespaces for a list of all.</summary>
    public static string FileName(string noun, IEnumerable<string> namespaces, DateTimeOffset now) =>
        string.Join('-', [noun.Replace(' ', '-'), .. namespaces.Take(3), now.ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture)])
        + ".csv";

    /// <summary>One field: escaped against formula injection, and quoted where required.</summary>
    public static string Field(string text)
    {
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..])
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
    }

    private static string Line(IEnumerable<string> fields) => string.Join(',', fields.Select(Field)) + "\r\n";

    private static IEnumerable<string> Titles<TRow>(LiveColumn<TRow> column) =>
        column.Moment is { } moment ? [column.Title, moment.Title] : [column.Title];

    private static IEnumerable<string> Fields<TRow>(LiveColumn<TRow> column, TRow row, DateTimeOffset now)
    {
        yield return column.Plain?.Invoke(row, now) ?? column.Text(row);
        if (column.Moment is { } moment)
            yield return moment.Of(row)?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "";
    }
}
