using K8sDashboard.Benchmarks;

const string HelpText = """
    Measures the dashboard against its gates, on a cluster filled with pods ('make fill').

      --only NAME    one part: listing, holding, start, page, browser, circuits, fleet, churn, demo; may be given
                     several times. holding needs no cluster; fleet and churn simulate their own of 5,000 nodes and
                     150,000 pods, and demo is the demo
      --write FILE   writes the tables as Markdown; of parts that are not measured, what FILE has stays

    Exit codes: 0 all gates held, 1 some missed, 2 could not be measured.
    """;

var parts = new Dictionary<string, Func<string, Report, Task>>
{
    ["listing"] = (kubeconfig, report) => new PodListing(kubeconfig, TimeProvider.System).RunAsync(report),
    ["holding"] = (_, report) => new Holding(TimeProvider.System).RunAsync(report),
    ["start"] = (kubeconfig, report) => new Startup(kubeconfig, TimeProvider.System).RunAsync(report),
    ["page"] = (kubeconfig, report) => new LivePage(kubeconfig, TimeProvider.System).RunAsync(report),
    ["browser"] = (kubeconfig, report) => new InBrowser(kubeconfig, TimeProvider.System).RunAsync(report),
    ["circuits"] = (kubeconfig, report) => new ManyCircuits(kubeconfig, TimeProvider.System).RunAsync(report),
    ["fleet"] = (_, report) => new SimulatedFleet(TimeProvider.System).RunAsync(report),
    ["churn"] = (_, report) => new BusyFleet(TimeProvider.System).RunAsync(report),
    ["demo"] = (_, report) => new FirstLook(TimeProvider.System).RunAsync(report),
};
var (only, file) = (new List<string>(), "");
foreach (var pair in args.Chunk(2))
{
    if (pair is ["--only", var name] && parts.ContainsKey(name))
        only.Add(name);
    else if (pair is ["--write", var path])
        file = path;
    else
    {
        Console.Error.WriteLine(HelpText);
        return 2;
    }
}

string[] alone = ["holding", "fleet", "churn", "demo"];
var cluster = Environment.GetEnvironmentVariable("TEST_KUBECONFIG") ?? "";
if (cluster.Length == 0 && (only.Count == 0 || only.Except(alone).Any()))
{
    Console.Error.WriteLine(
        $"No cluster: set TEST_KUBECONFIG. Without one there are {string.Join(", ", alone.Select(name => $"--only {name}"))}."
    );
    return 2;
}

try
{
    var report = new Report(Console.Out, TimeProvider.System);
    foreach (var (name, run) in parts)
    {
        if (only.Count > 0 && !only.Contains(name))
            continue;
        report.Begin(name);
        await run(cluster, report);
    }

    if (file.Length > 0)
        report.WriteTo(file, parts.Keys);
    return report.Missed ? 1 : 0;
}
catch (NotMeasuredException fault)
{
    Console.Error.WriteLine(fault.Message);
    return 2;
}
