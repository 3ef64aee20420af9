using System.Globalization;
using K8sDashboard.Demo.Fleet;

namespace K8sDashboard.Demo;

/// <summary>What the demo tells on the console: the steps of its start, where to look, and what happens.</summary>
public sealed class DemoConsole(TextWriter writer, TimeProvider time)
{
    private readonly HashSet<string> stumbled = []; // one for each fault that the program has

    public void Say(string line)
    {
        try
        {
            writer.WriteLine(line);
        }
        catch (IOException)
        {
            // The terminal was closed: nobody reads it any more, and the signal that tells so ends the demo in order.
        }
    }

    /// <summary>Something has gone wrong in the cluster, or has been mended.</summary>
    public void Happens(string line) => Say($"{time.GetLocalNow():HH:mm:ss}  {line}");

    /// <summary>The simulation has a fault: a request could not be answered, for example.</summary>
    public void Failed(string what) => Happens($"A fault of the simulation: {what}");

    /// <summary>A controller that cannot do its work, told once: it tries again each second.</summary>
    public void Stumbles(Exception fault)
    {
        var what = $"{fault.GetType().Name}: {fault.Message} {fault.StackTrace?.Split('\n')[0].Trim()}";
        if (stumbled.Add(what))
            Failed(what);
    }

    /// <summary>There will be no charts, and how to get them.</summary>
    public void WithoutPrometheus(string why)
    {
        Say($"Without Prometheus, so without charts: {why}.");
        Say("  `make demo` gets the system's package; or put a prometheus and its promtool on PATH.");
    }

    /// <summary>How large the fleet is, and what is not to be expected of it.</summary>
    public void WithFleet(FleetSize fleet)
    {
        var churn = fleet.Churn == 0 ? "steady" : $"{Number(fleet.Churn)} changes a second";
        Say($"Beside the company a fleet: {Number(fleet.Nodes)} nodes, {Number(fleet.Pods)} pods in the namespaces team-*, {churn}.");
        Say("  It is not scraped: charts and kubectl top are of the company's nodes and pods alone.");
    }

    /// <param name="link">The dashboard's link; null without one.</param>
    /// <param name="kubeconfig">For kubectl.</param>
    /// <param name="prometheus">Its address; null without it.</param>
    /// <param name="happening">The page that tells what happens.</param>
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
