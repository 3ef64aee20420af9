namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Whether watches that bring nothing are those of a quiet kind, or mute: a proxy that holds streams back (nginx buffers answers unless
/// told otherwise) opens every watch and passes none of it on. Only a list tells them apart, so there is one after some silent watches,
/// and seldom when it brought nothing new.
/// </summary>
internal sealed class StalledWatchDetector
{
    /// <summary>Silent watches in a row before the first list: of 75 s each, so after five minutes.</summary>
    private const int First = 4;

    /// <summary>80 minutes.</summary>
    private const int Most = 64;

    /// <summary>One change may have come between the end of the watch and the list.</summary>
    private const int Proofs = 2;

    private int silent;
    private int patience = First;
    private int proofs;
    private bool comparing;

    /// <summary>What watches should have brought, lists did, again and again; until a watch brings something.</summary>
    public bool IsConfirmed { get; private set; }

    /// <summary>A watch brought something.</summary>
    public void Heard() => (silent, patience, proofs, IsConfirmed) = (0, First, 0, false);

    /// <summary>A watch brought nothing; true where the next list must tell why.</summary>
    public bool IsSuspect() => comparing = ++silent >= patience;

    /// <summary>A list is there.</summary>
    /// <param name="bringsNews">Whether it holds what no watch brought; asked only where that is to tell why.</param>
    public void Listed(Func<bool> bringsNews)
    {
        if (!comparing) return;
        var isNew = bringsNews();
        (comparing, silent) = (false, 0);
        proofs = isNew ? proofs + 1 : 0;
        IsConfirmed |= proofs >= Proofs;
        patience = isNew || IsConfirmed ? 1 : Math.Min(Math.Max(patience, First / 2) * 2, Most);
    }
}
