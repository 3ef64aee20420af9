namespace K8sDashboard.Demo.Monitoring;

/// <summary>The Prometheus of the simulated cluster: configured as for a real cluster, with backfilled history.</summary>
public static class ClusterPrometheus
{
    /// <summary>The folder of the shipped configuration, beside the program.</summary>
    public static string Shipped { get; } = Path.Combine(AppContext.BaseDirectory, "prometheus");

    /// <summary>Starts creating the history, then Prometheus, in the background.</summary>
    /// <param name="program">The program.</param>
    /// <param name="backfill">The history; null for none.</param>
    /// <param name="folder">The folder for configuration and data.</param>
    /// <param name="exporters">The proxy of the simulated network.</param>
    /// <param name="port">The port to listen on; released once the history is created.</param>
    /// <param name="say">Called with status messages.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Cancels it.</param>
    public static KeptPrometheus Start(
        PrometheusProgram program,
        Backfill? backfill,
        DemoFolder folder,
        Uri exporters,
        FreePort port,
        Action<string> say,
        TimeProvider time,
        CancellationToken stop
    )
    {
        var made = false;
        var (data, configuration) = (
            folder.Below("data"),
            folder.Write(
                "prometheus.yml",
                PrometheusConfiguration.Derive(
                    File.ReadAllText(Path.Combine(Shipped, "prometheus.yml")),
                    exporters,
                    $"127.0.0.1:{port.Number}",
                    Path.Combine(Shipped, "rules.yml")
                )
            )
        );
        return new KeptPrometheus(StartAsync, say, time, stop);

        async Task<PrometheusProcess> StartAsync(CancellationToken ending)
        {
            if (!made && backfill is not null)
                await backfill.BuildAsync(program, data, time, ending);
            made = true;
            port.Dispose();
            return await PrometheusProcess.StartAsync(program, configuration, data, port.Number, say, time, ending);
        }
    }
}
