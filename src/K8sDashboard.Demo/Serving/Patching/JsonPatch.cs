using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Serving;

/// <summary>JSON Patch, RFC 6902. Atomic: a failing operation fails them all.</summary>
internal static class JsonPatch
{
    private const int MostOperations = 10_000;

    public static JsonNode Apply(JsonNode target, JsonNode? patch)
    {
        if (patch is not JsonArray operations)
            throw ApiFailure.BadRequest("error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch");
        if (operations.Count > MostOperations)
            throw new ApiFailure(
                413,
                "RequestEntityTooLarge",
                $"The allowed maximum operations in a JSON patch is {MostOperations}, got {operations.Count}"
            );
        foreach (var operation in operations)
            target = Operate(target, operation as JsonObject ?? throw ApiFailure.Unprocessable());
        return target;
    }

    private static JsonNode Operate(JsonNode target, JsonObject operation)
    {
        var path = Text(operation, "path");
        var value = operation["value"];
        switch (Text(operation, "op"))
        {
            case "add":
                return Add(target, path, value?.DeepClone());
            case "remove":
                return Remove(target, path);
            case "replace":
                if (path.Length == 0)
                    return value?.DeepClone() ?? throw ApiFailure.Unprocessable();
                return Replace(target, path, value?.DeepClone());
            case "move":
                var moved = At(target, Text(operation, "from"))?.DeepClone();
                return Add(Remove(target, Text(operation, "from")), path, moved);
            case "copy":
                return Add(target, path, At(target, Text(operation, "from"))?.DeepClone());
            case "test" when Equal(target, path, value):
                return target;
            default:
                throw ApiFailure.Unprocessable();
        }
    }

    // A test for null also succeeds on an absent path.
    private static bool Equal(JsonNode target, string path, JsonNode? value)
    {
        if (path.Length == 0)
            return JsonNode.DeepEquals(target, value);
        var (parent, last) = Parent(target, path);
        return parent is JsonObject found && !found.ContainsKey(last) ? value is null : JsonNode.DeepEquals(At(target, path), value);
    }

    private static JsonNode Add(JsonNode target, string path, JsonNode? value)
    {
        if (path.Length == 0)
            return value ?? throw ApiFailure.Unprocessable();
        var (parent, last) = Parent(target, path);
        if (parent is JsonArray list)
            list.Insert(last == "-" ? list.Count : Index(last, list.Count + 1), value);
        else
            ((JsonObject)parent)[last] = value;
        return target;
    }

    private static JsonNode Replace(JsonNode target, string path, JsonNode? value)
    {
        _ = At(target, path);
        var (parent, last) = Parent(target, path);
        if (parent is JsonArray list)
            list[Index(last, list.Count)] = value;
        else
            ((JsonObject)parent)[last] = value;
        return target;
    }

    private static JsonNode Remove(JsonNode target, string path)
    {
        var (parent, last) = Parent(target, path);
        if (parent is JsonArray list)
            list.RemoveAt(Index(last, list.Count));
        else if (!((JsonObject)parent).Remove(last))
            throw ApiFailure.Unprocessable();
        return target;
    }

    private static JsonNode? At(JsonNode target, string path)
    {
        if (path.Length == 0)
            return target;
        var (parent, last) = Parent(target, path);
        if (parent is JsonArray list)
            return list[Index(last, list.Count)];
        return ((JsonObject)parent).TryGetPropertyValue(last, out var value) ? value : throw ApiFailure.Unprocessable();
    }

    private static (JsonNode Parent, string Last) Parent(JsonNode target, string path)
    {
        if (!path.StartsWith('/'))
            throw ApiFailure.Unprocessable();
        var parts = path[1..]
            .Split('/')
            .Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))
            .ToArray();
        var parent = target;
        foreach (var part in parts[..^1])
        {
            parent =
                parent switch
                {
                    JsonArray list => list[Index(part, list.Count)],
                    JsonObject found => found[part],
                    _ => null,
                } ?? throw ApiFailure.Unprocessable();
        }

        return parent is JsonArray or JsonObject ? (parent, parts[^1]) : throw ApiFailure.Unprocessable();
    }

    private static int Index(string text, int bound) =>
        int.TryParse(text, out var index) && index >= 0 && index < bound ? index : throw ApiFailure.Unprocessable();

    private static string Text(JsonObject operation, string name) =>
        operation[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw ApiFailure.Unprocessable();
}
