using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Serving;

/// <summary>
/// The merge of server-side apply: applied fields are set, and fields that the manager applied before and no longer does are removed.
/// </summary>
internal static class ApplyMerge
{
    /// <summary>The object with the configuration's fields set.</summary>
    public static JsonNode? Merge(JsonNode? live, JsonNode? applied, ApplyType type) =>
        type switch
        {
            ApplyType.Fields fields when applied is JsonObject changes => MergeFields(live, changes, fields.Of),
            ApplyType.Entries entries when applied is JsonObject changes => MergeFields(live, changes, _ => entries.Values),
            ApplyType.Items items when applied is JsonArray => MergeItems(items, items.ByStep(live), items.ByStep(applied)),
            _ => applied?.DeepClone(),
        };

    /// <summary>The object without a set of fields; null if nothing is left.</summary>
    public static JsonNode? Remove(JsonNode? from, FieldSet fields, ApplyType type) =>
        (type, from) switch
        {
            (ApplyType.Fields inner, JsonObject found) => RemoveFields(found, fields, inner.Of),
            (ApplyType.Entries inner, JsonObject found) => RemoveFields(found, fields, _ => inner.Values),
            (ApplyType.Items items, JsonArray found) => RemoveItems(found, fields, items),
            _ => from?.DeepClone(),
        };

    private static JsonObject MergeFields(JsonNode? live, JsonObject changes, Func<string, ApplyType> typeOf)
    {
        var merged = live?.DeepClone() as JsonObject ?? [];
        foreach (var (name, value) in changes)
            merged[name] = Merge(merged[name], value, typeOf(name));
        return merged;
    }

    // In the configuration's order; other items keep their relative position.
    private static JsonArray MergeItems(ApplyType.Items type, Dictionary<string, JsonNode?> live, Dictionary<string, JsonNode?> applied)
    {
        var merged = new JsonArray();
        var wanted = new Queue<string>(applied.Keys);
        foreach (var (step, item) in live)
        {
            if (!applied.ContainsKey(step))
            {
                merged.Add(item?.DeepClone());
                continue;
            }

            while (wanted.Contains(step))
                Take(wanted.Dequeue());
        }

        while (wanted.TryDequeue(out var step))
            Take(step);
        return merged;

        void Take(string step) => merged.Add(Merge(live.GetValueOrDefault(step), applied[step], type.Item));
    }

    private static JsonObject? RemoveFields(JsonObject from, FieldSet fields, Func<string, ApplyType> typeOf)
    {
        var left = new JsonObject();
        foreach (var (name, value) in from)
        {
            var step = FieldStep.Field(name);
            if (fields.Has(step))
                continue;
            if (fields.Below(step) is not { } inner)
                left[name] = value?.DeepClone();
            else if (Remove(value, inner, typeOf(name)) is { } rest)
                left[name] = rest;
        }

        return left.Count > 0 ? left : null;
    }

    private static JsonArray? RemoveItems(JsonArray from, FieldSet fields, ApplyType.Items type)
    {
        var left = new JsonArray();
        foreach (var item in from)
        {
            var step = type.StepTo(item);
            if (!fields.Has(step))
                left.Add(fields.Below(step) is { } inner ? Remove(item, inner, type.Item) : item?.DeepClone());
        }

        return left.Count > 0 ? left : null;
    }
}
