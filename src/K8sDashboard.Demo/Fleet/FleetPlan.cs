using System.Collections.Immutable;
using System.Globalization;
using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Fleet;

/// <summary>
/// The layout of the fleet: machines, namespaces, and the workloads of each with their sizes. A pure function of the seed.
/// </summary>
public sealed class FleetPlan
{
    private const int AppsANamespace = 80;
    private const int FewestNamespaces = 3;
    private const int FirstNumber = 256; // of its machines, after the company's
    private const int Octet = 256;
    private const int HostsANetwork = 250;

    private static readonly string[] Teams =
    [
        "atlas",
        "beacon",
        "cobalt",
        "delta",
        "ember",
        "fjord",
        "garnet",
        "harbor",
        "indigo",
        "juniper",
        "kestrel",
        "lagoon",
        "meridian",
        "nimbus",
        "orchid",
        "pioneer",
        "quartz",
        "ridge",
        "saffron",
        "tundra",
        "umbra",
        "vertex",
        "willow",
        "xenon",
        "yonder",
        "zephyr",
        "aurora",
        "basalt",
        "citrus",
        "dune",
    ];

    private static readonly string[] Stages = ["prod", "staging"];
    private static readonly string[] Subjects =
    [
        "orders",
        "invoices",
        "users",
        "sessions",
        "search",
        "media",
        "pricing",
        "offers",
        "ratings",
        "routes",
        "stock",
        "alerts",
    ];
    private static readonly string[] Roles =
    [
        "api",
        "worker",
        "gateway",
        "indexer",
        "cache",
        "web",
        "auth",
        "consumer",
        "importer",
        "exporter",
        "planner",
        "mailer",
    ];

    // The typical distribution in such clusters: most workloads are small, and most pods belong to large ones.
    private static readonly int[] Sizes = [2, 2, 3, 3, 4, 5, 6, 8, 10, 12, 16, 24, 40, 60, 80, 96];

    public FleetPlan(FleetSize size, SeededRandom chance)
    {
        Size = size;
        Machines = [.. Enumerable.Range(0, size.Nodes).Select(Machine)];
        var replicas = Split(size.Pods, chance).ToList();
        var spaces = Math.Clamp(replicas.Count / AppsANamespace, FewestNamespaces, Teams.Length * Stages.Length);
        Namespaces =
        [
            .. Enumerable.Range(0, spaces).Select(number => $"team-{Teams[number / Stages.Length]}-{Stages[number % Stages.Length]}"),
        ];
        Apps =
        [
            .. replicas.Select(
                (count, number) => new FleetApp(Namespaces[number % spaces], Name(number / spaces, number % spaces), count, number)
            ),
        ];
    }

    public FleetSize Size { get; }

    public ImmutableArray<Machine> Machines { get; }

    public ImmutableArray<string> Namespaces { get; }

    public ImmutableArray<FleetApp> Apps { get; }

    private static IEnumerable<int> Split(int pods, SeededRandom chance)
    {
        for (var number = 0; pods > 0; number++)
        {
            var replicas = Math.Min(pods, Sizes[chance.Below(Sizes.Length, $"fleet/size/{number}")]);
            yield return replicas;
            pods -= replicas;
        }
    }

    // Each namespace starts at another offset of the list, for variety.
    private static string Name(int number, int space)
    {
        var combination = (number + (space * 5)) % (Subjects.Length * Roles.Length);
        var round = number / (Subjects.Length * Roles.Length);
        var name = $"{Subjects[combination % Subjects.Length]}-{Roles[(combination / Subjects.Length + combination) % Roles.Length]}";
        return round == 0 ? name : $"{name}{(round + 1).ToString(CultureInfo.InvariantCulture)}";
    }

    private static Machine Machine(int number) =>
        new($"node-{number + 1:00000}", false, 64, 256, $"{(char)('a' + number % 3)}", FirstNumber + number)
        {
            Address = $"10.{24 + number / (Octet * HostsANetwork)}.{number / HostsANetwork % Octet}.{1 + number % HostsANetwork}",
            PodNetwork = $"10.{128 + number / Octet}.{number % Octet}",
        };
}
