using System.Collections;

namespace K8sDashboard.Cluster.State;

/// <summary>
/// An object's labels, sorted by key. Small (seldom over ten), so that a sorted array takes less memory than a dictionary; interned, so
/// that pods of one owner share it.
/// </summary>
public sealed class Labels : IReadOnlyCollection<KeyValuePair<string, string>>, IEquatable<Labels>
{
    public static readonly Labels None = new([]);

    private readonly KeyValuePair<string, string>[] pairs;

    private Labels(KeyValuePair<string, string>[] pairs) => this.pairs = pairs;

    /// <summary>Copies and sorts <paramref name="pairs"/>; the last of duplicate keys wins, as in a JSON object.</summary>
    public static Labels Of(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in pairs)
            sorted[key] = value;
        return sorted.Count == 0 ? None : new Labels([.. sorted]);
    }

    public int Count => pairs.Length;

    /// <summary>The label's value; null where it is absent.</summary>
    public string? this[string key]
    {
        get
        {
            foreach (var pair in pairs)
                if (pair.Key == key)
                    return pair.Value;
            return null;
        }
    }

    /// <summary>
    /// Whether every pair of <paramref name="wanted"/> is present. An empty set matches nothing, as in a Service's selector.
    /// </summary>
    public bool ContainsAll(Labels wanted)
    {
        foreach (var (key, value) in wanted.pairs)
            if (this[key] != value)
                return false;
        return wanted.Count > 0;
    }

    // Not KeyValuePair's own equality: the default one of structs uses reflection, and its hash code is that of the key only.
    public bool Equals(Labels? other)
    {
        if (other is null || other.pairs.Length != pairs.Length)
            return false;
        for (var index = 0; index < pairs.Length; index++)
            if (pairs[index].Key != other.pairs[index].Key || pairs[index].Value != other.pairs[index].Value)
                return false;
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Labels);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (key, value) in pairs)
        {
            hash.Add(key);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary><c>app=nginx,tier=web</c>, as kubectl prints labels.</summary>
    public override string ToString() => string.Join(',', pairs.Select(pair => $"{pair.Key}={pair.Value}"));

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => pairs.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
