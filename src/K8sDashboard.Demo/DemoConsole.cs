using System.Globalization;
using K8sDashboard.Demo.Fleet;

namespace K8sDashboard.Demo;

/// <summary>The console output of the demo: progress of the start, addresses, and incidents.</summary>
public sealed class DemoConsole(TextWriter writer, TimeProvider time)
{
    private readonly HashSet<string> reported = []; // at most one per distinct fault

    public void Say(string line)
    {
        try
        {
            writer.WriteLine(line);
        }
        catch (IOException)
        {
            // The terminal was closed: output is discarded, and SIGHUP ends the demo in order.
        }
    }

    /// <summary>An incident began, or was resolved.</summary>
    public void Happens(string line) => Say($"{time.GetLocalNow():HH:mm:ss}  {line}");

    /// <summary>A fault of the simulation itself, such as a request that could not be answered.</summary>
    public void Failed(string what) => Happens($"A fault of the simulation: {what}");

    /// <summary>A controller failed. Logged once per fault, since it retries every second.</summary>
    public void Stumbles(Exception fault)
    {
        var what = $"{fault.GetType().Name}: {fault.Message} {fault.StackTrace?.Split('\n')[0].Trim()}";
        if (reported.Add(what))
            Failed(what);
    }

    /// <summary>There is no Prometheus: why, and how to get one.</summary>
    public void WithoutPrometheus(string why)
    {
        Say($"Without Prometheus, so without charts: {why}.");
        Say("  `make demo` gets the system's package; or put a prometheus and its promtool on PATH.");
    }

    /// <summary>The size of the fleet, and its limitations.</summary>
    public void WithFleet(FleetSize fleet)
    {
        var churn = fleet.Churn == 0 ? "steady" : $"{Number(fleet.Churn)} changes a second";
        Say($"Beside the company a fleet: {Number(fleet.Nodes)} nodes, {Number(fleet.Pods)} pods in the namespaces team-*, {churn}.");
        Say("  It is not scraped: charts and kubectl top are of the company's nodes and pods alone.");
    }

    /// <param name="link">The dashboard's launch link; null without a dashboard.</param>
    /// <param name="kubeconfig">The kubeconfig's path.</param>
    /// <param name="prometheus">Prometheus' address; null without it.</param>
    /// <param name="happening">The incident page.</param>
    public void Ready(Uri? link, string kubeconfig, Uri? prometheus, Uri happening)
    {
        Say("");
        if (link is not null)
            Say($"Open {link}");
        Say($"kubectl:           export KUBECONFIG={kubeconfig}   (contexts: demo-admin, demo-viewer, demo-developer)");
        if (prometheus is not null)
            Say($"Prometheus:        {prometheus}");
        Say($"What is happening: {happening}");
        if (link is not null)
        {
            Say("");
            Say("To try: scale shop/accounts, roll back shop/checkout when its release fails, look into the logs of payments/api,");
            Say("find out why marketing/newsletter has no endpoints. Things go wrong by themselves; each is told here.");
        }

        Say("Ctrl+C ends all of it.");
        Say("");
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
