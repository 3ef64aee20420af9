using System.Globalization;

namespace K8sDashboard.Demo.Life;

/// <summary>SeededRandom that comes out the same every time: of a seed and the words that say what it decides. The same seed tells the same story.</summary>
public sealed class SeededRandom(int seed)
{
    // Kubernetes' alphabet for generated names: no vowels, no words.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>A number from 0 up to, and without, 1.</summary>
    public double Of(string what) => (Mix(what) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number around 1, at most <paramref name="spread"/> away from it.</summary>
    public double Around(double spread, string what) => 1 + (spread * ((2 * Of(what)) - 1));

    /// <summary>A whole number from 0 up to, and without, <paramref name="count"/>.</summary>
    public int Below(int count, string what) => (int)(Mix(what) % (ulong)count);

    /// <summary>The random end of a generated name.</summary>
    public string Letters(int length, string what)
    {
        var rest = Mix(what);
        return string.Create(
            length,
            rest,
            (letters, value) =>
            {
                for (var at = 0; at < letters.Length; at++, value /= (ulong)Alphabet.Length)
                    letters[at] = Alphabet[(int)(value % (ulong)Alphabet.Length)];
            }
        );
    }

    /// <summary>Sixteen digits of an id.</summary>
    public string Hexadecimal(string what) => Mix(what).ToString("x16", CultureInfo.InvariantCulture);

    // FNV-1a over the words, then SplitMix64's end, which spreads neighbours apart.
    private ulong Mix(string what)
    {
        var mixed = 14695981039346656037UL ^ (uint)seed;
        foreach (var letter in what)
            mixed = (mixed ^ letter) * 1099511628211UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebUL;
        return mixed ^ (mixed >> 31);
    }
}
