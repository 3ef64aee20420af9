namespace K8sDashboard.Demo.Monitoring;

/// <summary>The Prometheus of the simulated cluster: configured as a real cluster's, and with a past.</summary>
public static class ClusterPrometheus
{
    /// <summary>Where what is shipped for real clusters lies beside the program.</summary>
    public static string Shipped { get; } = Path.Combine(AppContext.BaseDirectory, "prometheus");

    /// <summary>Begins to make its past and to start it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="backfill">The past; null begins with none.</param>
    /// <param name="folder">Where configuration and data go.</param>
    /// <param name="exporters">The way into the simulated network.</param>
    /// <param name="port">Where it is to listen; let go of when the past is made.</param>
    /// <param name="say">Gets what becomes of it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends it.</param>
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
