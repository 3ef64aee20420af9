using System.IO.Pipelines;
using System.Text;
using K8sDashboard.Web.Tests.Hosting;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Tables;

namespace K8sDashboard.Web.Tests.Ui.Tables;

public sealed class CsvTextTests
{
    private static readonly IReadOnlyList<LiveColumn<string>> Columns =
    [
        new("NAME", row => row),
        LiveColumns.Age<string>(_ => Bare.Epoch),
        new("RESTARTS", _ => "") { Plain = (row, now) => $"{row.Length} ({now:HH:mm})" },
    ];

    [Theory]
    [InlineData("web", "web")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("=HYPERLINK(\"http://x\",1)", "\"'=HYPERLINK(\"\"http://x\"\",1)\"")]
    [InlineData("1-2", "1-2")]
    public void CsvText_SpecialCharactersAndFormulas_AreQuotedAndPrefixed(string text, string field) =>
        Assert.Equal(field, CsvText.Field(text));

    [Fact]
    public async Task CsvText_Rows_AreWrittenWithByteOrderMarkHeadersAndTimestamps()
    {
        var pipe = new Pipe();
        var written = CsvText.WriteAsync(pipe.Writer, Columns, ["web", "=x"], Bare.Epoch.AddMinutes(5));
        using var file = new MemoryStream();
        await pipe.Reader.CopyToAsync(file, TestContext.Current.CancellationToken);
        await written;

        Assert.Equal([0xEF, 0xBB, 0xBF], file.ToArray()[..3]);
        Assert.Equal(
            "NAME,AGE,CREATED,RESTARTS\r\nweb,5m,2026-01-01T00:00:00Z,3 (00:05)\r\n'=x,5m,2026-01-01T00:00:00Z,2 (00:05)\r\n",
            Encoding.UTF8.GetString(file.ToArray()[3..])
        );
    }

    [Fact]
    public async Task CsvText_UnknownTimestamp_IsEmptyField()
    {
        var pipe = new Pipe();
        var written = CsvText.WriteAsync(
            pipe.Writer,
            [new("SINCE", _ => "") { Plain = (_, _) => "", Moment = new("SINCE AT", _ => null) }],
            ["x"],
            Bare.Epoch
        );
        using var file = new StreamReader(pipe.Reader.AsStream());
        Assert.Equal("SINCE,SINCE AT\r\n,\r\n", await file.ReadToEndAsync(TestContext.Current.CancellationToken));
        await written;
    }

    [Fact]
    public async Task CsvText_ReaderCompletes_EndsWriting()
    {
        var pipe = new Pipe();
        var written = CsvText.WriteAsync(pipe.Writer, Columns, [.. Enumerable.Range(0, 100_000).Select(row => $"pod-{row}")], Bare.Epoch);
        Assert.False(written.IsCompleted);
        await pipe.Reader.CompleteAsync();
        await written.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("pods", "shop", "pods-shop-20260101-0000.csv")]
    [InlineData("pods", "", "pods-20260101-0000.csv")]
    [InlineData("events", "a,b,c,d", "events-a-b-c-20260101-0000.csv")]
    public void CsvText_FileName_HasListUpToThreeNamespacesAndTime(string noun, string namespaces, string name) =>
        Assert.Equal(name, CsvText.FileName(noun, namespaces.Split(',', StringSplitOptions.RemoveEmptyEntries), Bare.Epoch));
}
