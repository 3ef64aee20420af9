namespace K8sDashboard.Web.Ui.Actions;

/// <summary>
/// Reasons for disabled buttons as visible lines, each once, referenced by the buttons' <c>aria-describedby</c>. Bounded by the number of
/// buttons.
/// </summary>
/// <param name="changed">Renders the component with the lines.</param>
public sealed class ActionNotes(Action changed)
{
    private readonly string prefix = $"because-{Guid.NewGuid():n}";
    private readonly SortedDictionary<string, string> words = new(StringComparer.Ordinal);

    /// <summary>The lines with the ids of their elements, and the buttons of each.</summary>
    public IEnumerable<(string Id, string Verbs, string Words)> Lines =>
        words
            .GroupBy(one => one.Value, one => one.Key, StringComparer.Ordinal)
            .Select(line => (IdOf(line.Key), string.Join(", ", line), line.Key));

    /// <summary>The id of the element with this text.</summary>
    public string IdOf(string line) => $"{prefix}-{(uint)line.GetHashCode(StringComparison.Ordinal):x}";

    /// <summary>Sets the reason of one button; null removes it.</summary>
    public void Set(string verb, string? reason)
    {
        if (words.GetValueOrDefault(verb) == reason)
            return;
        if (reason is null)
            words.Remove(verb);
        else
            words[verb] = reason;
        changed();
    }
}
