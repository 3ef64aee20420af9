using System.Text;
using K8sDashboard.Demo.Exporters;

namespace K8sDashboard.Demo.Monitoring;

/// <summary>The past as Prometheus would have scraped it: written down line by line, and made into its blocks by promtool.</summary>
public sealed class Backfill : IDisposable
{
    private readonly string file;
    private readonly StreamWriter writer;
    private readonly StringBuilder text = new();

    /// <exception cref="DemoException">The folder cannot be written.</exception>
    public Backfill(string folder)
    {
        file = Path.Combine(folder, "history.txt");
        writer = Writing(() => new StreamWriter(file, append: false, new UTF8Encoding(false), 1 << 20));
    }

    /// <summary>How many scrapes it holds.</summary>
    public int Scrapes { get; private set; }

    /// <summary>Adds what all targets say at a time.</summary>
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

    /// <summary>Makes the blocks in <paramref name="data"/>.</summary>
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
