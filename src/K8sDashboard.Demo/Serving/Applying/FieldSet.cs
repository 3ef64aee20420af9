using System.Text;
using System.Text.Json;
using K8sDashboard.Demo.Encoding;

namespace K8sDashboard.Demo.Serving;

/// <summary>
/// A set of fields in the format of <c>metadata.managedFields</c>: a tree of path elements, which are <c>f:</c> with a field name,
/// <c>k:</c> with the keys of a list item, or <c>v:</c> with a value of a set. An element may be a member, have children, or both.
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

    /// <summary>Whether a child element is a member.</summary>
    public bool Has(string step) => below.TryGetValue(step, out var found) && found.isMember;

    /// <summary>The children of an element; null for none.</summary>
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
    /// The fields to remove when a manager gives up this set. A field stays while others own something in it; a list item is removed with
    /// its content unless others own the item itself.
    /// </summary>
    public FieldSet Released(FieldSet others) => Released(others, isField: true);

    /// <summary>The paths of all members.</summary>
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

    /// <summary>The set in the format of <c>fieldsV1</c>.</summary>
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
