using System.Collections.Immutable;

namespace K8sDashboard.Fill;

/// <summary>Names and places of objects as pure functions of their numbers: a second run creates only what is missing.</summary>
internal static class Layout
{
    /// <summary>The label of all objects of this tool, and the taint key of its nodes.</summary>
    public const string Mark = "k8sdashboard.test/fill";

    /// <summary>Pods per ReplicaSet.</summary>
    public const int SetSize = 20;

    private const int Namespaces = 8;
    private const int Mix = 100;

    // The alphabet of k8s.io/apimachinery's rand.String: no vowels, hence no words.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";
    private const int Suffixes = 27 * 27 * 27 * 27 * 27;

    private static readonly string[] Apps =
    [
        "checkout",
        "cart",
        "catalogue",
        "payments",
        "search",
        "gateway",
        "accounts",
        "shipping",
        "prices",
        "mailer",
        "reviews",
        "stock",
    ];

    public static ImmutableArray<string> AllNamespaces { get; } = [.. Enumerable.Range(0, Namespaces).Select(number => $"fill-{number}")];

    public static string Namespace(int set) => AllNamespaces[set % Namespaces];

    public static string App(int set) => Apps[set % Apps.Length];

    /// <summary>The pod-template-hash in the names of a ReplicaSet and its pods.</summary>
    public static string Hash(int set) => Suffix(set) + Suffix(set + 1)[..4];

    public static string SetName(int set) => $"{App(set)}-{set}-{Hash(set)}";

    public static int SetOf(int pod) => pod / SetSize;

    /// <summary>The replicas of a set: its pods without the finished ones.</summary>
    public static int Replicas(int set, int pods) =>
        Enumerable.Range(set * SetSize, Math.Min(SetSize, pods - (set * SetSize))).Count(pod => LifeOf(pod) != Life.Completed);

    public static string PodName(int pod) =>
        LifeOf(pod) == Life.Completed ? $"{App(SetOf(pod))}-migrate-{pod}-{Suffix(pod)}" : $"{SetName(SetOf(pod))}-{Suffix(pod)}";

    public static string NodeName(int node) => $"fill-node-{node:0000}";

    /// <summary>Of a hundred pods 88 run, 4 start, 4 crash and 4 have finished; adjacent ones differ.</summary>
    public static Life LifeOf(int pod) =>
        (pod * 37 % Mix) switch
        {
            < 88 => Life.Running,
            < 92 => Life.Pending,
            < 96 => Life.Crashing,
            _ => Life.Completed,
        };

    // 7919 is coprime to 27, so that different numbers below 27⁵ keep different suffixes.
    private static string Suffix(int number)
    {
        var rest = (int)((number + 1L) * 7919 * 613 % Suffixes);
        return string.Create(
            5,
            rest,
            (chars, value) =>
            {
                for (var at = chars.Length - 1; at >= 0; at--, value /= Alphabet.Length)
                    chars[at] = Alphabet[value % Alphabet.Length];
            }
        );
    }
}

/// <summary>The state of a fake pod.</summary>
internal enum Life
{
    Running,
    Pending,
    Crashing,
    Completed,
}
