using System.Globalization;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Web.Usage;

/// <summary>A measurement as text, as <c>kubectl top</c> prints it, followed by its reference.</summary>
/// <param name="Text">The cell: <c>12m</c>, <c>34Mi</c>, <c>31%</c>, or a dash without a measurement.</param>
/// <param name="Title">The meaning of the number, or why there is none.</param>
public sealed record UsageWords(string Text, string Title)
{
    /// <summary>Threshold: from this share of the limit, or of the node's capacity, usage is marked as high.</summary>
    public const double HighFrom = 0.9;

    private const string None = "–";

    /// <summary>The length of the bar from 0 to 1; null for none.</summary>
    public double? Share { get; init; }

    public bool IsHigh { get; init; }

    /// <summary>Stale, or no value.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>For exports: the plain value, empty where there is none.</summary>
    public string Plain { get; private init; } = "";

    /// <summary>For a row that can have no usage, with the reason.</summary>
    public static UsageWords Nothing(string why) => new(None, why) { IsQuiet = true };

    public static UsageWords OfPods(UsageMetric metric, UsageState reading, UsageBudget budget) =>
        reading is UsageState.Value value
            ? Known(value, Amount(metric, value.Amount), AgainstBudget(metric, value, budget), value.Amount / budget.Limit)
            : Unknown(reading);

    /// <summary>For a node, whose measurements are shares of its capacity; <paramref name="more"/> is appended.</summary>
    public static UsageWords OfNode(UsageMetric metric, UsageState reading, NodeCapacity capacity, string more) =>
        reading is UsageState.Value value
            ? Known(value, Quantity.Percent(value.Amount, 1), [.. OfCapacity(metric, value, capacity), more], value.Amount) with
            {
                Share = value.Amount,
            }
            : Unknown(reading);

    private static UsageWords Known(UsageState.Value value, string text, IEnumerable<string> facts, double? share)
    {
        var high = share >= HighFrom;
        var said = facts.Append(value.Detail).Prepend(high ? "High" : "").Append(value.Stale is { } stale ? $"stale: {stale.Message}" : "");
        return new(text, string.Join("; ", said.Where(word => word.Length > 0)))
        {
            Plain = text,
            IsHigh = high && value.Stale is null,
            IsQuiet = value.Stale is not null,
        };
    }

    private static UsageWords Unknown(UsageState reading) =>
        reading switch
        {
            UsageState.NoData none => Nothing(none.Message),
            UsageState.Unavailable none => Nothing(none.Message),
            UsageState.Loading => new("…", "Loading") { IsQuiet = true },
            _ => throw new InvalidOperationException(),
        };

    private static IEnumerable<string> AgainstBudget(UsageMetric metric, UsageState.Value value, UsageBudget budget) =>
        [
            $"{UsageColumns.NameOf(metric)} {Exact(metric, value.Amount)}",
            Against("request", metric, value.Amount, budget.Request, "no request"),
            Against("limit", metric, value.Amount, budget.Limit, budget.IsPartlyLimited ? "no limit for the whole" : "no limit"),
        ];

    private static string Against(string word, UsageMetric metric, double amount, double? budget, string none) =>
        budget is { } most ? $"{Quantity.Percent(amount, most)} of {word} {Exact(metric, most)}" : none;

    private static IEnumerable<string> OfCapacity(UsageMetric metric, UsageState.Value value, NodeCapacity capacity) =>
        metric switch
        {
            UsageMetric.Cpu when capacity.Cpu is { } cores => [$"{Cores(value.Amount * cores)} of {Cores(cores)} cores busy"],
            UsageMetric.Memory when capacity.Memory is { } bytes =>
            [
                $"{Quantity.Bytes(value.Amount * bytes)} of {Quantity.Bytes(bytes)} used",
            ],
            UsageMetric.Disk => ["the fullest file system"],
            _ => [],
        };

    // Units of kubectl top: thousandths of a core rounded up, mebibytes rounded down, never other units, so that rows are comparable.
    private static string Amount(UsageMetric metric, double amount) =>
        metric is UsageMetric.Cpu
            ? Math.Max(0, Math.Ceiling((amount * 1000) - 1e-6)).ToString("0", CultureInfo.InvariantCulture) + "m"
            : Math.Floor(amount / (1024 * 1024)).ToString("0", CultureInfo.InvariantCulture) + "Mi";

    private static string Exact(UsageMetric metric, double amount) =>
        metric is UsageMetric.Cpu ? Quantity.Cpu(amount) : Quantity.Bytes(Math.Round(amount));

    private static string Cores(double cores) => cores.ToString("0.##", CultureInfo.InvariantCulture);
}
