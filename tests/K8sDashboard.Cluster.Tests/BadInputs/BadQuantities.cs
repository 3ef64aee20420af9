namespace K8sDashboard.Cluster.Tests.BadInputs;

/// <summary>What may stand where a quantity belongs, and the number that it is to Kubernetes; null where it is none.</summary>
public static class BadQuantities
{
    private const double Largest = long.MaxValue;

    public static readonly IReadOnlyDictionary<string, double?> All = new Dictionary<string, double?>
    {
        ["0"] = 0, ["-0"] = 0, ["0.5"] = 0.5, [".5"] = 0.5, ["5."] = 5, ["+5"] = 5, ["-1"] = -1, ["-1.5Gi"] = -1.5 * 1024 * 1024 * 1024, ["1e3"] = 1e3, ["1E3"] = 1e3,
        ["1e-3"] = 1e-3, ["100M"] = 1e8, ["1E"] = 1e18, ["0.1m"] = 1e-4, ["1n"] = 1e-9, ["00012"] = 12,
        ["9999999999999999999Ei"] = Largest, ["-9999999999999999999Ei"] = -Largest, ["1e400"] = Largest, ["99999999999999999999999999"] = Largest, ["8Ei"] = Largest,
        [""] = null, [" "] = null, ["abc"] = null, [" 1"] = null, ["1 "] = null, ["1 Gi"] = null, ["1gi"] = null, ["1GI"] = null, ["1Zi"] = null, ["1K"] = null, ["Gi"] = null, ["."] = null,
        ["-"] = null, ["+"] = null, ["--1"] = null, ["1-"] = null, ["1,5"] = null, ["1_000"] = null, ["1e"] = null, ["e3"] = null, ["1e3Ki"] = null, ["1e3m"] = null, ["1.2.3"] = null,
        ["0x10"] = null, ["1/2"] = null, ["NaN"] = null, ["Infinity"] = null, ["-Infinity"] = null, ["∞"] = null, ["½"] = null, ["١٢"] = null, ["1Gi\0"] = null, ["1\nGi"] = null,
        ["\u202e1Gi"] = null, ["{{1}}"] = null, ["<b>1</b>"] = null, ["null"] = null, [new string('9', 100_000)] = Largest, [new string('x', 100_000)] = null,
    };
}
