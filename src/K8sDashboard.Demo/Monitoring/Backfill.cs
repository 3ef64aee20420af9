using System.Text;
using K8sDashboard.Demo.Exporters;

namespace K8sDashboard.Demo.Monitoring;

/// <summary>The history backfill of Prometheus: samples in the exposition format, converted to TSDB blocks by promtool.</summary>
public sealed class Backfill : IDisposable
{
    private readonly string file;
    private readonly StreamWriter writer;
    private readonly StringBuilder text = new();

    /// <exception cref="DemoException">The folder is not writable.</exception>
    public Backfill(string folder)
    {
        file = Path.Combine(folder, "history.txt");
        writer = Writing(() => new StreamWriter(file, append: false, new UTF8Encoding(false), 1 << 20));
    }

    /// <summary>The number of scrapes it holds.</summary>
    public int Scrapes { get; private set; }

    /// <summary>Adds a scrape of all targets at a time.</summary>
    public void Add(IEnumerable<ScrapeTarget> targets, DateTimeOffset at)
    {
        foreach (var target in targets)
        {
            (string, string)[] labels = [("job", target.Job), .. target.Labels];
            var lines = Exposition.ForHistory(text, labels, at);
            lines.Family("up", "gauge", "").Sample(target.Up ? 1 : 0);
            if (target.Up)
                target.Write(lines, at);
        }

        Writing(() => Write());
        Scrapes++;
    }

    /// <summary>Creates the TSDB blocks in <paramref name="data"/>.</summary>
    /// <exception cref="DemoException">promtool fails, or the disk is full.</exception>
    public async Task BuildAsync(PrometheusProgram program, string data, TimeProvider time, CancellationToken stop)
    {
        Writing(() =>
        {
            writer.Write("# EOF\n");
            writer.Dispose();
            return true;
        });
        await ChildProcess.RunAsync(
            "promtool",
            program.Tool,
            ["tsdb", "create-blocks-from", "openmetrics", "--quiet", file, data],
            time,
            stop
        );
        File.Delete(file);
    }

    public void Dispose() => writer.Dispose();

    private bool Write()
    {
        foreach (var part in text.GetChunks())
            writer.Write(part.Span);
        text.Clear();
        return true;
    }

    private static T Writing<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DemoException($"The metrics of the past cannot be written: {fault.Message}");
        }
    }
}
