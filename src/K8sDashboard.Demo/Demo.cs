using K8sDashboard.Demo.Access;
using K8sDashboard.Demo.Exporters;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Monitoring;
using K8sDashboard.Demo.Serving;
using K8sDashboard.Demo.Troubles;

namespace K8sDashboard.Demo;

/// <summary>
/// Composition root of the demo: cluster and history backfill, API server, exporters, Prometheus, dashboard; and their shutdown.
/// </summary>
public sealed class Demo(DemoOptions options, DemoConsole console, TimeProvider time)
{
    private const string Note = "This cluster is a simulation: do to it whatever you like.";

    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="DemoException">It cannot start, or a part of it exits unexpectedly.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        ChosenPorts.Check(options);
        using var folder = new DemoFolder();
        var (program, trouble) = options.Prometheus
            ? PrometheusProgram.Find(Environment.GetEnvironmentVariable("PATH") ?? "", PrometheusProgram.UnpackedFolder)
            : (null, null);
        if (trouble is not null)
            console.WithoutPrometheus(trouble);
        using var backfill = program is not null && options.History ? new Backfill(folder.Path) : null;
        console.Say(backfill is null ? "The cluster is being made." : "The cluster and its last two hours are being made.");
        if (options.Fleet is { } fleet)
            console.WithFleet(fleet);
        var clock = new SimulationClock(time);
        var past = await Task.Run(() => HistoryBackfill.Tell(options, clock, time, backfill, stop), stop);

        using var cluster = past.Cluster;
        cluster.Stumbles = console.Stumbles;
        var users = StandardUsers.Create("shop");
        StandardUsers.Bind(past.Store, users, "shop", "payments");
        using var port = new FreePort();
        await using var api = await StartApiAsync(past, clock, users, program is null ? null : port.Number, stop);
        past.Cluster.Authority = api.CertificateAuthority;
        var kubeconfig = folder.Write("kubeconfig", api.Kubeconfig);
        string? address = null;
        await using var exporters = await ExporterServer.StartAsync(
            past.Cluster,
            past.Targets,
            () => HappeningPage.Of(past.Story, address, time.GetUtcNow()),
            time
        );
        // Same-site with the dashboard: its SameSite cookie is not sent with a link from another host name.
        var happening = new UriBuilder(exporters.Address) { Host = "localhost" }.Uri;
        using var living = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] lives =
        [
            LiveAsync(past, living.Token),
            past.Fleet?.LiveAsync(time, living.Token) ?? Task.Delay(Timeout.InfiniteTimeSpan, time, living.Token),
        ];
        try
        {
            if (backfill is not null)
                console.Say("The last two hours of metrics are put into Prometheus.");
            await using var prometheus = program is null
                ? null
                : ClusterPrometheus.Start(program, backfill, folder, exporters.Address, port, console.Happens, time, stop);
            await using var dashboard = options.Dashboard
                ? await DashboardProcess.StartAsync(
                    Arguments(kubeconfig, program is null ? null : port.Number, happening),
                    console.Say,
                    time,
                    stop
                )
                : null;
            address = dashboard?.Address;
            console.Ready(dashboard?.Link, kubeconfig, prometheus is null ? null : await prometheus.Started, happening);
            await EndAsync(dashboard is null ? lives : [.. lives, dashboard.EndedByItselfAsync()], stop);
        }
        finally
        {
            await living.CancelAsync();
            foreach (var life in lives)
                await Task.WhenAny(life);
        }
    }

    private async Task<ApiServer> StartApiAsync(
        HistoryBackfill past,
        TimeProvider clock,
        IReadOnlyList<ApiUser> users,
        int? prometheus,
        CancellationToken stop
    )
    {
        try
        {
            return await ApiServer.StartAsync(
                past.Store,
                new ApiServerOptions
                {
                    Port = options.ApiPort,
                    Users = users,
                    Time = clock,
                    Logs = new PodLogs(past.Cluster.SeededRandom, clock),
                    Usage = new Usage(past.Cluster, clock),
                    Shell = new ContainerShell(past.Store, clock),
                    Metrics = new OwnMetrics(past.Cluster, past.Targets, clock).ReadAsync,
                    Fault = console.Failed,
                    Behind = (ns, service, _) =>
                        prometheus is { } port && (ns, service) == ("monitoring", "prometheus")
                            ? new Uri($"http://127.0.0.1:{port}")
                            : null,
                },
                stop
            );
        }
        catch (IOException fault)
        {
            throw new DemoException($"{fault.Message} Choose another port with --api-port.");
        }
    }

    private IEnumerable<string> Arguments(string kubeconfig, int? prometheus, Uri happening)
    {
        string[] always = ["--kubeconfig", kubeconfig, "--port", $"{options.Port}", "--note", Note, "--note-link", happening.ToString()];
        string[] charts = prometheus is { } port ? ["--prometheus", $"http://127.0.0.1:{port}"] : [];
        string[] key = options.LaunchKey is { } launch ? ["--launch-key", launch] : [];
        return [.. always, .. charts, .. key];
    }

    private async Task LiveAsync(HistoryBackfill past, CancellationToken stop)
    {
        using var beat = new PeriodicTimer(LivingCluster.Beat, time);
        while (await beat.WaitForNextTickAsync(stop))
        {
            if (time.GetUtcNow() > past.End)
                past.Cluster.LiveTurn(time, at => past.Story?.Turn(past.Cluster, at, console.Happens));
        }
    }

    /// <summary>Waits for the end; throws where a part of the demo exits unexpectedly.</summary>
    private async Task EndAsync(IReadOnlyList<Task> ends, CancellationToken stop)
    {
        var ended = await Task.WhenAny([Task.Delay(Timeout.InfiniteTimeSpan, time, stop), .. ends]);
        if (stop.IsCancellationRequested)
            return;
        // Ctrl+C is delivered to the whole process group, and the children may exit before the signal is handled here.
        await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(1), time, stop));
        if (stop.IsCancellationRequested)
            return;
        throw new DemoException(
            ended is Task<string> child ? await child : $"The simulation ended: {ended.Exception?.InnerException?.Message}"
        );
    }
}
