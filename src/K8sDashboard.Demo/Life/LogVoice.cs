using System.Globalization;
using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Life;

/// <summary>Generates the log lines of a program, in the format of such programs.</summary>
public static class LogVoice
{
    private const int NeverReadyEvery = 3;

    private static readonly string[] Paths =
    [
        "/api/v1/items",
        "/api/v1/items/4711",
        "/api/v1/cart",
        "/api/v1/session",
        "/healthz",
        "/api/v1/orders",
        "/api/v1/search?q=lamp",
    ];
    private static readonly string[] Agents =
    [
        "Mozilla/5.0 (X11; Linux x86_64) Firefox/143.0",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6) Safari/604.1",
        "kube-probe/1.36",
        "okhttp/5.1.0",
    ];
    private static readonly string[] Steps =
    [
        "connected to postgres",
        "reading page",
        "wrote batch",
        "checked totals",
        "uploaded part",
        "compacted temporary files",
    ];
    private static readonly string[] DatabaseWords =
    [
        "checkpoint starting: time",
        "checkpoint complete: wrote 412 buffers (2.5%); 0 WAL file(s) added",
        "automatic vacuum of table \"shop.public.orders\": index scans: 1",
        "duration: 211.413 ms  statement: SELECT * FROM orders WHERE state = $1",
        "connection received: host=10.244.5.17 port=43122",
    ];

    private static readonly string[] KubeWords =
    [
        "\"Successfully synced\" key=\"shop/cart\"",
        "\"Reconciler: start to sync state\"",
        "\"Observed a change\" node=\"worker-2\"",
        "\"Trace\" name=\"List\" totalTime=\"512ms\"",
        "\"Updated status\" object=\"payments/api\"",
    ];

    private static readonly string[] ToolWords =
    [
        "Completed loading of configuration file",
        "compact blocks",
        "Head GC completed",
        "scrape cycle finished",
        "flushed chunk",
        "watch restarted",
    ];

    /// <param name="does">The program.</param>
    /// <param name="chance">The random source.</param>
    /// <param name="run">The container and its start.</param>
    /// <param name="number">The line's number.</param>
    /// <param name="at">The line's timestamp.</param>
    public static string Line(Behaviour does, SeededRandom chance, string run, long number, DateTimeOffset at)
    {
        var what = $"{run}/{number}";
        // A program that never gets ready repeats the reason.
        if (does is { ReadyAfter: null, RunsFor: null, DyingWords: [var trouble, ..] } && number % NeverReadyEvery == 0)
            return trouble;
        var bad = chance.Of(what + "/bad");
        return does.Voice switch
        {
            Voice.AccessLog => $"10.244.{chance.Below(11, what + "a")}.{chance.Below(200, what + "b")} - - "
                + $"[{at.ToString("dd/MMM/yyyy:HH:mm:ss", CultureInfo.InvariantCulture)} +0000] \"GET {Pick(Paths)} HTTP/1.1\" "
                + $"{Status()} {200 + chance.Below(9000, what + "c")} \"-\" \"{Pick(Agents)}\"",
            Voice.Database => $"{at.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)} UTC "
                + $"[{20 + chance.Below(300, what + "p")}] "
                + $"{(bad < 0.02 ? "ERROR:  deadlock detected" : $"LOG:  {Pick(DatabaseWords)}")}",
            Voice.Batch => $"{at.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} step {number + 1}: {Pick(Steps)} "
                + $"({chance.Below(5000, what + "n")} rows)",
            Voice.Klog => $"{(bad < 0.03 ? 'W' : 'I')}{at.ToString("MMdd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}       1 "
                + $"controller.go:{100 + chance.Below(300, what + "l")}] {Pick(KubeWords)}",
            Voice.Logfmt => $"time={at.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)} "
                + $"level={(bad < 0.03 ? "WARN" : "INFO")} source=main.go:{100 + chance.Below(900, what + "l")} "
                + $"msg=\"{Pick(ToolWords)}\" duration={chance.Below(900, what + "d")}ms",
            _ => $"{{\"time\":\"{at.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)}\","
                + $"\"level\":\"{(bad < does.Errors * 5 ? "error" : "info")}\","
                + $"\"msg\":\"{(bad < does.Errors * 5 ? "request failed" : "request")}\",\"path\":\"{Pick(Paths)}\","
                + $"\"status\":{Status()},"
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"\"ms\":{Math.Round(does.Latency.TotalMilliseconds * (0.6 + chance.Of(what + "t")), 1)}}}"
                ),
        };

        string Pick(string[] words) => words[chance.Below(words.Length, what + words[0])];
        int Status() =>
            bad < does.Errors * 5 ? 500
            : bad > 0.97 ? 404
            : 200;
    }
}
