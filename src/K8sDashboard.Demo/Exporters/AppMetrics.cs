using System.Globalization;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Exporters;

/// <summary>The metrics that the company's apps export.</summary>
public sealed class AppMetrics(Consumption consumption, LoadCurve curve)
{
    public void Write(Exposition text, RunningContainer app, DateTimeOffset at)
    {
        var work = new SteadyWork(curve, app.Subject, app.Since);
        var (requests, errors) = (consumption.Requests(app, at), app.Does.Errors);
        text.Family(
            "http_requests_received_total",
            "counter",
            "Provides the count of HTTP requests that have been processed by the pipeline."
        );
        foreach (
            var (method, code, share) in ((string, int, double)[])
                [("GET", 200, 0.83 - errors), ("POST", 201, 0.14), ("GET", 404, 0.03), ("GET", 500, errors)]
        )
            text.Sample(
                Math.Floor(requests * share),
                ("code", code.ToString(CultureInfo.InvariantCulture)),
                ("method", method),
                ("endpoint", "/api/v1")
            );
        text.Family("http_request_duration_seconds", "histogram", "The duration of HTTP requests processed by the pipeline.");
        SteadyWork.Took(
            text,
            wave => consumption.Requests(app, wave, at),
            app.Does.Latency.TotalSeconds,
            SteadyWork.Seconds,
            ("code", "200"),
            ("method", "GET"),
            ("endpoint", "/api/v1")
        );
        text.Family("http_requests_in_progress", "gauge", "The number of requests currently in progress.")
            .Sample(Math.Round(consumption.RequestsPerSecond(app, at) * app.Does.Latency.TotalSeconds), ("method", "GET"));
        text.Family("process_cpu_seconds_total", "counter", "Total user and system CPU time spent in seconds.")
            .Sample(consumption.CpuSeconds(app, at));
        text.Family("process_working_set_bytes", "gauge", "Process working set").Sample(consumption.WorkingSet(app, at));
        text.Family("process_start_time_seconds", "gauge", "Start time of the process since unix epoch in seconds.")
            .Sample(app.Since.ToUnixTimeSeconds());
        text.Family("process_open_handles", "gauge", "Number of open handles").Sample(Math.Round(work.Level("handles", 190, at)));
        text.Family("dotnet_collection_count_total", "counter", "GC collection count");
        foreach (var (generation, rate) in ((string, double)[])[("0", 0.3), ("1", 0.05), ("2", 0.004)])
            text.Sample(Math.Floor(work.Counted("gc" + generation, rate, at)), ("generation", generation));
    }
}
