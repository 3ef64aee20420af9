using System.Globalization;
using K8sDashboard.Demo.Fleet;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo;

/// <summary>The options of the command line.</summary>
public sealed record DemoOptions
{
    public const int DefaultSeed = 7;
    private const int MostMinutes = 24 * 60;

    /// <summary>The seed: the same one gives the same company and the same incidents.</summary>
    public int Seed { get; init; } = DefaultSeed;

    /// <summary>The dashboard's port; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>The API server's port; 0 for a free one.</summary>
    public int ApiPort { get; init; }

    /// <summary>Whether to backfill two hours of metrics.</summary>
    public bool History { get; init; } = true;

    public bool Prometheus { get; init; } = true;

    /// <summary>False runs only the cluster and its metrics, for a separate dashboard or kubectl.</summary>
    public bool Dashboard { get; init; } = true;

    /// <summary>Whether incidents happen on a schedule.</summary>
    public bool Troubles { get; init; } = true;

    /// <summary>The size of the fleet beside the company; null for none.</summary>
    public FleetSize? Fleet { get; init; }

    /// <summary>The TTL of events, from their last occurrence.</summary>
    public TimeSpan EventsKept { get; init; } = EventLog.UsuallyKept;

    /// <summary>A fixed launch key, for automation; null for a random one.</summary>
    public string? LaunchKey { get; init; }

    public static string HelpText { get; } =
        string.Join(
            Environment.NewLine,
            [
                "A simulated Kubernetes cluster behind a real API, with metrics in a real Prometheus, and the dashboard on it.",
                "",
                "  --port PORT          the dashboard's port (0, the default, takes a free one)",
                "  --api-port PORT      the API server's port (0 takes a free one)",
                $"  --seed N             another company, other troubles ({DefaultSeed})",
                "  --no-troubles        nothing goes wrong by itself",
                "  --no-prometheus      no Prometheus: no charts",
                "  --no-history         charts begin empty, and it starts faster",
                "  --no-dashboard       only the cluster: it prints the kubeconfig to use",
                "  --launch-key KEY     a fixed key for the dashboard's link, for automation",
                "  --nodes N            a fleet of N nodes more, beside the company",
                $"  --pods N             a fleet of N pods more; where only one of the two is given, {FleetSize.UsualPodsANode} "
                    + "pods a node",
                "  --churn N            N changes of the fleet's pods a second: restarts, and a few are replaced",
                "                       A fleet is not scraped: charts and kubectl top are of the company alone.",
                "                       5,000 nodes with 150,000 pods take about 25 s to make, and 2 to 3 GB of memory,",
                "                       3.6 with a thousand changes a second.",
                $"  --event-ttl MINUTES  events are forgotten after so long ({EventLog.UsuallyKept.TotalMinutes:0})",
                "  --help               this text",
            ]
        );

    /// <summary>Parses the command line; unknown options are faults.</summary>
    public static (DemoOptions Options, bool Help, IReadOnlyList<string> Faults) Parse(IReadOnlyList<string> args)
    {
        var options = new DemoOptions();
        var help = false;
        var faults = new List<string>();
        int? nodes = null,
            pods = null,
            churn = null;
        var rest = new Queue<string>(args.SelectMany(arg => arg.StartsWith("--", StringComparison.Ordinal) ? arg.Split('=', 2) : [arg]));
        while (rest.TryDequeue(out var flag))
        {
            switch (flag)
            {
                case "--help" or "-h" or "-?":
                    help = true;
                    break;
                case "--no-troubles":
                    options = options with { Troubles = false };
                    break;
                case "--no-prometheus":
                    options = options with { Prometheus = false };
                    break;
                case "--no-history":
                    options = options with { History = false };
                    break;
                case "--no-dashboard":
                    options = options with { Dashboard = false };
                    break;
                case "--port":
                    options = options with { Port = Number(flag, ushort.MaxValue) };
                    break;
                case "--api-port":
                    options = options with { ApiPort = Number(flag, ushort.MaxValue) };
                    break;
                case "--seed":
                    options = options with { Seed = Number(flag, int.MaxValue) };
                    break;
                case "--nodes":
                    nodes = Number(flag, FleetSize.MostNodes, least: 1);
                    break;
                case "--pods":
                    pods = Number(flag, FleetSize.MostPods, least: 1);
                    break;
                case "--churn":
                    churn = Number(flag, FleetSize.MostChurn, least: 1);
                    break;
                case "--event-ttl":
                    options = options with { EventsKept = TimeSpan.FromMinutes(Number(flag, MostMinutes, least: 1)) };
                    break;
                case "--launch-key":
                    options = options with { LaunchKey = Value(flag) };
                    break;
                default:
                    faults.Add($"Unknown option {flag}.");
                    break;
            }
        }

        if (options.Port != 0 && options.Port == options.ApiPort)
            faults.Add($"--port and --api-port are both {options.Port}.");
        if (faults.Count == 0)
            options = options with { Fleet = FleetSize.Of(nodes, pods, churn, faults) };
        return (options, help, faults);

        string Value(string flag)
        {
            if (rest.TryPeek(out var value) && value.Length > 0 && !value.StartsWith("--", StringComparison.Ordinal))
                return rest.Dequeue();
            faults.Add($"{flag} needs a value.");
            return "";
        }

        int Number(string flag, int most, int least = 0)
        {
            var text = Value(flag);
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                return number;
            if (text.Length > 0)
                faults.Add($"{flag} takes a number from {least} to {most}, not '{text}'.");
            return least;
        }
    }
}
