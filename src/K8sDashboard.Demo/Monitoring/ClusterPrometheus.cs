namespace K8sDashboard.Demo.Monitoring;

/// <summary>The Prometheus of the simulated cluster: configured as a real cluster's, and with a past.</summary>
public static class ClusterPrometheus
{
    /// <summary>Where what is shipped for real clusters lies beside the program.</summary>
    public static string Shipped { get; } = Path.Combine(AppContext.BaseDirectory, "prometheus");

    /// <param name="program">The program.</param>
    /// <param name="backfill">The past; null begins with none.</param>
    /// <param name="folder">Where configuration and data go.</param>
    /// <param name="exporters">The way into the simulated network.</param>
    /// <param name="port">Where it is to listen.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="DemoException">It does not start.</exception>
    public static async Task<PrometheusProcess> StartAsync(
        PrometheusProgram program, Backfill? backfill, string folder, Uri exporters, int port, TimeProvider time, CancellationToken stop)
    {
        var (data, configuration) = (Path.Combine(folder, "data"), Path.Combine(folder, "prometheus.yml"));
        Directory.CreateDirectory(data);
        if (backfill is not null) await backfill.BuildAsync(program, data, time, stop);
        var shipped = await File.ReadAllTextAsync(Path.Combine(Shipped, "prometheus.yml"), stop);
        await File.WriteAllTextAsync(configuration, PrometheusConfiguration.Derive(shipped, exporters, $"127.0.0.1:{port}", Path.Combine(Shipped, "rules.yml")), stop);
        return await PrometheusProcess.StartAsync(program, configuration, data, port, time, stop);
    }
}
