using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Serving;

/// <summary>Compares two objects for field ownership: added, changed and removed fields.</summary>
internal sealed class FieldDifference
{
    private readonly FieldSet added = new();
    private readonly FieldSet changed = new();
    private readonly FieldSet removed = new();

    public FieldDifference(JsonNode before, JsonNode after, ApplyType type) =>
        Compare(ImmutableList<string>.Empty, (true, before), (true, after), type);

    /// <summary>Added or changed fields: the author of the change owns them.</summary>
    public FieldSet Set => added.Union(changed);

    public FieldSet Removed => removed;

    public bool IsNone => added.IsEmpty && changed.IsEmpty && removed.IsEmpty;

    private void Compare(ImmutableList<string> path, (bool There, JsonNode? Value) was, (bool There, JsonNode? Value) now, ApplyType type)
    {
        // An empty value owns itself, which distinguishes {} from an absent one.
        if (type is ApplyType.Whole || (IsEmpty(was.Value) && IsEmpty(now.Value)))
        {
            Note(path, was, now, changes: true);
            return;
        }

        switch (type)
        {
            case ApplyType.Fields fields:
                foreach (var name in Names(was.Value, now.Value))
                    Compare(path.Add(FieldStep.Field(name)), In(was.Value, name), In(now.Value, name), fields.Of(name));
                break;
            case ApplyType.Entries entries:
                foreach (var name in Names(was.Value, now.Value))
                    Compare(path.Add(FieldStep.Field(name)), In(was.Value, name), In(now.Value, name), entries.Values);
                break;
            case ApplyType.Items items:
                var (before, after) = (items.ByStep(was.Value), items.ByStep(now.Value));
                foreach (var step in before.Keys.Union(after.Keys))
                    Compare(
                        path.Add(step),
                        (before.TryGetValue(step, out var old), old),
                        (after.TryGetValue(step, out var item), item),
                        items.Item
                    );
                break;
        }

        Note(path, was, now, changes: false);
    }

    private void Note(ImmutableList<string> path, (bool There, JsonNode? Value) was, (bool There, JsonNode? Value) now, bool changes)
    {
        if (!was.There)
            added.Add(path);
        else if (!now.There)
            removed.Add(path);
        else if (changes && !JsonNode.DeepEquals(was.Value, now.Value))
            changed.Add(path);
    }

    private static IEnumerable<string> Names(JsonNode? one, JsonNode? other) => Keys(one).Union(Keys(other));

    private static IEnumerable<string> Keys(JsonNode? node) => node is JsonObject found ? found.Select(pair => pair.Key) : [];

    private static (bool, JsonNode?) In(JsonNode? node, string name) =>
        node is JsonObject found && found.TryGetPropertyValue(name, out var value) ? (true, value) : (false, null);

    private static bool IsEmpty(JsonNode? node) => node is null or JsonObject { Count: 0 } or JsonArray { Count: 0 };
}
