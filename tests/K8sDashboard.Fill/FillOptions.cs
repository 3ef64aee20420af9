using System.Globalization;

namespace K8sDashboard.Fill;

/// <summary>The options of the command line.</summary>
internal sealed record FillOptions
{
    public string Kubeconfig { get; init; } = "";

    public int Nodes { get; init; } = 100;

    public int Pods { get; init; } = 1_000;

    /// <summary>Status changes a second after the fill; 0 for none.</summary>
    public int Churn { get; init; }

    /// <summary>The duration of the churn; null until Ctrl+C.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>Maximum writes a second: an API server on two busy cores handles about 400.</summary>
    public int Qps { get; init; } = 300;

    public bool Clear { get; init; }

    public const string HelpText = """
        Fills a test cluster with made-up nodes and pods. Run again, it adds what is missing and renews the nodes' heartbeats.

          --nodes N           nodes to have (100)
          --pods M            pods to have, spread over eight namespaces fill-0 … fill-7 (1000)
          --churn R           then change the status of R pods a second, until Ctrl+C
          --for DURATION      … for as long as this: 90s, 5m, 1h
          --qps Q             writes a second at most (300)
          --clear             remove everything that it made
          --kubeconfig PATH   the cluster; without it $TEST_KUBECONFIG. Your own kubeconfig is never taken by itself
          --help              this text

        Exit codes: 0 done, 2 wrong options or a cluster that does not do it.
        """;

    /// <summary>Parses the command line; returns all faults.</summary>
    public static (FillOptions Options, bool Help, IReadOnlyList<string> Faults) Parse(string[] args, Func<string, string?> environment)
    {
        var options = new FillOptions { Kubeconfig = environment("TEST_KUBECONFIG") ?? "" };
        var faults = new List<string>();
        var rest = new Queue<string>(args.SelectMany(arg => arg.StartsWith("--", StringComparison.Ordinal) ? arg.Split('=', 2) : [arg]));
        while (rest.TryDequeue(out var flag))
        {
            switch (flag)
            {
                case "--help" or "-h":
                    return (options, true, []);
                case "--clear":
                    options = options with { Clear = true };
                    break;
                case "--nodes":
                    options = options with { Nodes = Number(flag, 1, 5_000) };
                    break;
                case "--pods":
                    options = options with { Pods = Number(flag, 0, 200_000) };
                    break;
                case "--churn":
                    options = options with { Churn = Number(flag, 1, 5_000) };
                    break;
                case "--qps":
                    options = options with { Qps = Number(flag, 1, 5_000) };
                    break;
                case "--for":
                    options = options with { For = Duration(flag) };
                    break;
                case "--kubeconfig":
                    options = options with { Kubeconfig = Value(flag) };
                    break;
                default:
                    faults.Add($"Unknown option {flag}.");
                    break;
            }
        }

        if (options.Kubeconfig.Length == 0)
            faults.Add("No cluster: name its kubeconfig with --kubeconfig PATH or TEST_KUBECONFIG.");
        else if (!File.Exists(options.Kubeconfig))
            faults.Add($"The kubeconfig {options.Kubeconfig} does not exist.");
        if (options.For is not null && options.Churn == 0 && faults.Count == 0)
            faults.Add("--for says how long to churn: it needs --churn R.");
        if (options.Clear && options.Churn > 0)
            faults.Add("--clear removes the pods that --churn would change: choose one.");
        return (options, false, faults);

        string Value(string flag)
        {
            if (rest.TryDequeue(out var value) && value.Length > 0)
                return value;
            faults.Add($"{flag} needs a value.");
            return "";
        }

        int Number(string flag, int least, int most)
        {
            var text = Value(flag);
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
                return number;
            if (text.Length > 0)
                faults.Add($"{flag} takes a number from {least} to {most}, not '{text}'.");
            return least;
        }

        TimeSpan? Duration(string flag)
        {
            var text = Value(flag);
            if (text.Length > 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
            {
                switch (text[^1])
                {
                    case 's':
                        return TimeSpan.FromSeconds(number);
                    case 'm':
                        return TimeSpan.FromMinutes(number);
                    case 'h':
                        return TimeSpan.FromHours(number);
                }
            }

            if (text.Length > 0)
                faults.Add($"{flag} takes a duration such as 90s, 5m or 1h, not '{text}'.");
            return null;
        }
    }
}
