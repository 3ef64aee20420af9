using System.Text;
using System.Text.Json;
using K8sDashboard.Demo.Encoding;

namespace K8sDashboard.Demo.Serving;

/// <summary>
/// Fields of an object, as <c>metadata.managedFields</c> writes them: a tree whose steps are <c>f:</c> and a field's name, <c>k:</c> and
/// the keys of a list's item, or <c>v:</c> and a value in a list. A step may be in the set itself, have steps below it, or both.
/// </summary>
internal sealed class FieldSet
{
    private const string Itself = ".";

    private readonly SortedDictionary<string, FieldSet> below = new(StringComparer.Ordinal);
    private bool isMember;

    public bool IsEmpty => !isMember && below.Count == 0;

    /// <summary>Adds the field at the end of a path.</summary>
    public void Add(IEnumerable<string> path)
    {
        var at = this;
        foreach (var step in path)
        {
            if (!at.below.TryGetValue(step, out var next))
                at.below[step] = next = new FieldSet();
            at = next;
        }

        at.isMember = true;
    }

    /// <summary>Whether a step below is in the set itself.</summary>
    public bool Has(string step) => below.TryGetValue(step, out var found) && found.isMember;

    /// <summary>What is in the set below a step; null where nothing is.</summary>
    public FieldSet? Below(string step) => below.GetValueOrDefault(step);

    public FieldSet Union(FieldSet other)
    {
        var union = new FieldSet { isMember = isMember || other.isMember };
        foreach (var step in below.Keys.Union(other.below.Keys))
            union.below[step] = (Below(step) ?? new FieldSet()).Union(other.Below(step) ?? new FieldSet());
        return union;
    }

    public FieldSet Except(FieldSet other) =>
        Combine(other, isMember && !other.isMember, (mine, theirs) => theirs is null ? mine : mine.Except(theirs));

    public FieldSet Intersect(FieldSet other) =>
        Combine(other, isMember && other.isMember, (mine, theirs) => theirs is null ? new FieldSet() : mine.Intersect(theirs));

    /// <summary>
    /// What nobody else has when its manager lets it go. A field stays for as long as others have something in it; an item of a list
    /// goes with all that is in it, where nobody else has the item itself.
    /// </summary>
    public FieldSet Released(FieldSet others) => Released(others, isField: true);

    /// <summary>The paths of the set.</summary>
    public IEnumerable<IReadOnlyList<string>> Paths()
    {
        if (isMember)
            yield return [];
        foreach (var (step, inner) in below)
        {
            foreach (var path in inner.Paths())
                yield return [step, .. path];
        }
    }

    public static FieldSet Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, RequestBody.Bounds);
        return Read(document.RootElement, isRoot: true);
    }

    /// <summary>The set as it stands in <c>fieldsV1</c>.</summary>
    public byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonEncoder.Compact))
            Write(json);
        return buffer.ToArray();
    }

    public override string ToString() => System.Text.Encoding.UTF8.GetString(ToJson());

    private FieldSet Released(FieldSet others, bool isField)
    {
        var stays = others.isMember || (isField && !others.IsEmpty);
        return Combine(
            others,
            isMember && !stays,
            (step, mine, theirs) => mine.Released(theirs ?? new FieldSet(), step.StartsWith("f:", StringComparison.Ordinal))
        );
    }

    private FieldSet Combine(FieldSet other, bool member, Func<FieldSet, FieldSet?, FieldSet> combine) =>
        Combine(other, member, (_, mine, theirs) => combine(mine, theirs));

    private FieldSet Combine(FieldSet other, bool member, Func<string, FieldSet, FieldSet?, FieldSet> combine)
    {
        var combined = new FieldSet { isMember = member };
        foreach (var (step, mine) in below)
        {
            if (combine(step, mine, other.Below(step)) is { IsEmpty: false } rest)
                combined.below[step] = rest;
        }

        return combined;
    }

    private static FieldSet Read(JsonElement json, bool isRoot)
    {
        var set = new FieldSet();
        if (json.ValueKind != JsonValueKind.Object)
            return set;
        foreach (var step in json.EnumerateObject().Where(step => step.Name != Itself))
            set.below[step.Name] = Read(step.Value, isRoot: false);
        set.isMember = !isRoot && (set.below.Count == 0 || json.TryGetProperty(Itself, out _));
        return set;
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (isMember && below.Count > 0)
        {
            json.WriteStartObject(Itself);
            json.WriteEndObject();
        }

        foreach (var (step, inner) in below)
        {
            json.WritePropertyName(step);
            inner.Write(json);
        }

        json.WriteEndObject();
    }
}
