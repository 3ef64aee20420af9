using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using K8sDashboard.Demo.Encoding;

namespace K8sDashboard.Demo.Serving;

/// <summary>
/// Kubernetes' strategic merge patch: associative lists are merged by key. Supports the directives <c>$patch</c>, <c>$retainKeys</c>,
/// <c>$deleteFromPrimitiveList</c> and <c>$setElementOrder</c>.
/// </summary>
internal static class StrategicMergePatch
{
    private const string Directive = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string DeleteFrom = "$deleteFromPrimitiveList/";
    private const string OrderOf = "$setElementOrder/";

    public static JsonObject Apply(JsonObject target, JsonObject patch, JsonShape? shape)
    {
        switch (Text(patch[Directive]))
        {
            case "replace":
                return Without(patch, Directive);
            case "delete":
                return [];
        }

        if (patch[RetainKeys] is { } kept)
            Retain(target, kept as JsonArray ?? throw ApiFailure.BadRequest($"{RetainKeys} must be a list of the keys that stay"));
        foreach (var (key, value) in patch)
        {
            if (key.StartsWith('$'))
                continue;
            if (value is null)
                target.Remove(key);
            else
                target[key] = Merge(target[key]?.DeepClone(), value, shape?.Find(key)?.Field);
        }

        foreach (var (key, value) in patch)
            Arrange(target, patch, key, value as JsonArray, shape);
        return target;
    }

    private static JsonNode Merge(JsonNode? old, JsonNode value, JsonField? field) =>
        value switch
        {
            JsonObject changes => Apply(old as JsonObject ?? [], changes, Inner(field)),
            JsonArray items when field is { MergeKey: { Length: > 0 } key } => MergeList(old as JsonArray ?? [], items, key, Inner(field)),
            _ => value.DeepClone(),
        };

    private static JsonArray MergeList(JsonArray old, JsonArray items, string key, JsonShape? shape)
    {
        if (key == "=")
            return [.. old.Concat(items).Select(item => item!.ToJsonString()).Distinct().Select(text => JsonNode.Parse(text))];
        if (items.Any(item => Text(item?[Directive]) == "replace"))
            return [.. items.Where(item => item?[Directive] is null).Select(item => item!.DeepClone())];
        foreach (var item in items.Cast<JsonObject>())
        {
            var wanted = item[key] ?? throw ApiFailure.BadRequest($"map: {item.ToJsonString()} does not contain declared merge key: {key}");
            var index = IndexOf(old, key, wanted);
            if (Text(item[Directive]) == "delete")
            {
                if (index >= 0)
                    old.RemoveAt(index);
            }
            else if (index < 0)
            {
                old.Add(Apply([], (JsonObject)item.DeepClone(), shape));
            }
            else
            {
                old[index] = Apply((JsonObject)old[index]!.DeepClone(), item, shape);
            }
        }

        return old;
    }

    // As the real server: patched items must be in the order of $setElementOrder.
    private static void CheckOrder(JsonArray order, JsonArray? items, string key)
    {
        var places = (items ?? [])
            .Where(item => item is not JsonObject { } one || !one.ContainsKey(Directive))
            .Select(item => Place(order, key, item))
            .ToList();
        if (places.Contains(int.MaxValue) || places.Zip(places.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw new ApiFailure(
                500,
                "",
                $"The order in patch list:\n{items!.ToJsonString()}\n doesn't match {OrderOf[..^1]} list:\n{order.ToJsonString()}\n"
            );
    }

    private static void Arrange(JsonObject target, JsonObject patch, string directive, JsonArray? items, JsonShape? shape)
    {
        if (items is null)
            return;
        if (directive.StartsWith(DeleteFrom, StringComparison.Ordinal) && target[directive[DeleteFrom.Length..]] is JsonArray list)
            target[directive[DeleteFrom.Length..]] = new JsonArray([
                .. list.Where(one => !items.Any(item => JsonNode.DeepEquals(item, one))).Select(one => one!.DeepClone()),
            ]);
        if (directive.StartsWith(OrderOf, StringComparison.Ordinal) && target[directive[OrderOf.Length..]] is JsonArray ordered)
        {
            var key = shape?.Find(directive[OrderOf.Length..])?.Field.MergeKey ?? "";
            if (key.Length == 0)
                return;
            CheckOrder(items, patch[directive[OrderOf.Length..]] as JsonArray, key);
            // Items outside the order are moved to the end.
            target[directive[OrderOf.Length..]] = new JsonArray([
                .. ordered.OrderBy(one => Place(items, key, one)).Select(one => one!.DeepClone()),
            ]);
        }
    }

    private static int Place(JsonArray order, string key, JsonNode? item)
    {
        for (var i = 0; i < order.Count; i++)
        {
            if (key == "=" ? JsonNode.DeepEquals(order[i], item) : JsonNode.DeepEquals(order[i]?[key], item?[key]))
                return i;
        }

        return int.MaxValue;
    }

    private static void Retain(JsonObject target, JsonArray kept)
    {
        var names = kept.Select(Text).ToHashSet();
        foreach (var key in target.Select(pair => pair.Key).Where(key => !names.Contains(key)).ToList())
            target.Remove(key);
    }

    private static int IndexOf(JsonArray items, string key, JsonNode wanted)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (JsonNode.DeepEquals(items[i]?[key], wanted))
                return i;
        }

        return -1;
    }

    private static JsonShape? Inner(JsonField? field) =>
        field is { Descriptor: { FieldType: FieldType.Message, IsMap: false } } && !WellKnownJson.Knows(field.Descriptor.MessageType)
            ? field.Shape
            : null;

    private static JsonObject Without(JsonObject patch, string key)
    {
        var copy = (JsonObject)patch.DeepClone();
        copy.Remove(key);
        return copy;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
