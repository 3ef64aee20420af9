using System.Globalization;

namespace K8sDashboard.Demo.Life;

/// <summary>Reproducible random numbers: a hash of the seed and a key that names the decision.</summary>
public sealed class SeededRandom(int seed)
{
    // The alphabet of k8s.io/apimachinery's rand.String: no vowels, hence no words.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>A number in [0, 1).</summary>
    public double Of(string what) => (Mix(what) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number around 1, at most <paramref name="spread"/> away from it.</summary>
    public double Around(double spread, string what) => 1 + (spread * ((2 * Of(what)) - 1));

    /// <summary>An integer in [0, <paramref name="count"/>).</summary>
    public int Below(int count, string what) => (int)(Mix(what) % (ulong)count);

    /// <summary>A random suffix of a generated name.</summary>
    public string Letters(int length, string what)
    {
        var rest = Mix(what);
        return string.Create(
            length,
            rest,
            (chars, value) =>
            {
                for (var at = 0; at < chars.Length; at++, value /= (ulong)Alphabet.Length)
                    chars[at] = Alphabet[(int)(value % (ulong)Alphabet.Length)];
            }
        );
    }

    /// <summary>Sixteen hexadecimal digits of an id.</summary>
    public string Hexadecimal(string what) => Mix(what).ToString("x16", CultureInfo.InvariantCulture);

    // FNV-1a over the key, then SplitMix64's finalizer, which decorrelates similar keys.
    private ulong Mix(string what)
    {
        var mixed = 14695981039346656037UL ^ (uint)seed;
        foreach (var character in what)
            mixed = (mixed ^ character) * 1099511628211UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebUL;
        return mixed ^ (mixed >> 31);
    }
}
