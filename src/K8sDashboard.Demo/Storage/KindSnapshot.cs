using System.Collections.Immutable;

namespace K8sDashboard.Demo.Storage;

/// <summary>An immutable snapshot of all objects of a kind at one version; read without a lock.</summary>
internal readonly record struct KindSnapshot(ImmutableSortedSet<StoredObject> Objects, long Version)
{
    /// <summary>The objects of a namespace, or all, in key order; after a key if given.</summary>
    public IEnumerable<StoredObject> In(string? ns, StoredObject? after = null)
    {
        for (var i = Start(ns, after); i < Objects.Count && (ns is null || Objects[i].Namespace == ns); i++)
            yield return Objects[i];
    }

    /// <summary>The objects of a namespace with a name prefix, in key order.</summary>
    public IEnumerable<StoredObject> Named(string ns, string start)
    {
        for (var i = IndexFrom(StoredObject.Probe(ns, start)); i < Objects.Count; i++)
        {
            if (Objects[i] is var one && (one.Namespace != ns || !one.Name.StartsWith(start, StringComparison.Ordinal)))
                yield break;
            yield return one;
        }
    }

    /// <summary>The objects of all other namespaces, in key order; excluded ranges are skipped by seeking.</summary>
    public IEnumerable<StoredObject> Outside(IReadOnlySet<string> namespaces)
    {
        for (var i = 0; i < Objects.Count; )
        {
            var one = Objects[i];
            if (namespaces.Contains(one.Namespace))
            {
                i = IndexFrom(StoredObject.Probe(one.Namespace + '\0', ""));
                continue;
            }

            yield return one;
            i++;
        }
    }

    public StoredObject? Find(string ns, string name) => Objects.TryGetValue(StoredObject.Probe(ns, name), out var found) ? found : null;

    /// <summary>The number of objects of <see cref="In"/>.</summary>
    public int Count(string? ns, StoredObject? after = null)
    {
        var end = ns is null ? Objects.Count : IndexFrom(StoredObject.Probe(ns + '\0', ""));
        return Math.Max(0, end - Start(ns, after));
    }

    private int Start(string? ns, StoredObject? after) =>
        after switch
        {
            null => ns is null ? 0 : IndexFrom(StoredObject.Probe(ns, "")),
            _ => IndexFrom(StoredObject.Probe(after.Namespace, after.Name + '\0')),
        };

    private int IndexFrom(StoredObject probe)
    {
        var index = Objects.IndexOf(probe);
        return index >= 0 ? index : ~index;
    }
}
