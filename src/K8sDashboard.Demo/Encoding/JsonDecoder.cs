using System.Collections;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace K8sDashboard.Demo.Encoding;

/// <summary>
/// Decodes Kubernetes' JSON into messages. Unknown fields are collected, for strict field validation, and otherwise ignored.
/// </summary>
internal sealed class JsonDecoder
{
    private readonly List<string> unknown = [];

    /// <summary>The paths of unknown fields: <c>spec.replica</c>.</summary>
    public IReadOnlyList<string> Unknown => unknown;

    public static IMessage Read(JsonElement json, MessageDescriptor message) => new JsonDecoder().ReadObject(json, message);

    public IMessage ReadObject(JsonElement json, MessageDescriptor message)
    {
        var read = message.Parser.ParseFrom(ByteString.Empty);
        Fill(json, read, path: "", isRoot: true);
        return read;
    }

    private void Fill(JsonElement json, IMessage into, string path, bool isRoot)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw MalformedJsonException.Type(json, path, into.Descriptor.Name);
        var shape = JsonShape.Of(into.Descriptor);
        foreach (var property in json.EnumerateObject())
        {
            if (isRoot && property.Name is "kind" or "apiVersion" && shape.Find(property.Name) is null)
                continue;
            var at = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (shape.Find(property.Name) is not { } found)
                unknown.Add(at);
            else if (property.Value.ValueKind != JsonValueKind.Null)
                ReadField(property.Value, Reach(into, found.Through), found.Field, at);
        }
    }

    private static IMessage Reach(IMessage message, IReadOnlyList<JsonField> through)
    {
        foreach (var field in through)
        {
            if (field.Descriptor.Accessor.GetValue(message) is not IMessage next)
            {
                next = field.Descriptor.MessageType.Parser.ParseFrom(ByteString.Empty);
                field.Descriptor.Accessor.SetValue(message, next);
            }

            message = next;
        }

        return message;
    }

    private void ReadField(JsonElement value, IMessage into, JsonField field, string path)
    {
        var accessor = field.Descriptor.Accessor;
        if (field.Descriptor.IsMap)
            ReadMap(value, (IDictionary)accessor.GetValue(into), field.Value, path);
        else if (field.Descriptor.IsRepeated)
            ReadList(value, (IList)accessor.GetValue(into), field.Descriptor, path);
        else
            accessor.SetValue(into, ReadValue(value, field.Descriptor, path));
    }

    private void ReadMap(JsonElement value, IDictionary into, FieldDescriptor values, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw MalformedJsonException.Type(value, path, "map[string]" + values.FieldType.ToString().ToLowerInvariant());
        foreach (var property in value.EnumerateObject())
            into[property.Name] = ReadValue(property.Value, values, $"{path}.{property.Name}");
    }

    private void ReadList(JsonElement value, IList into, FieldDescriptor items, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
            throw MalformedJsonException.Type(value, path, "[]" + items.FieldType.ToString().ToLowerInvariant());
        var index = 0;
        foreach (var item in value.EnumerateArray())
            into.Add(ReadValue(item, items, $"{path}[{index++}]"));
    }

    private object ReadValue(JsonElement value, FieldDescriptor field, string path) =>
        field.FieldType switch
        {
            FieldType.Message when WellKnownJson.Knows(field.MessageType) => WellKnownJson.Read(value, field.MessageType, path),
            FieldType.Message => ReadMessage(value, field.MessageType, path),
            FieldType.String when value.ValueKind is JsonValueKind.String or JsonValueKind.Null => value.GetString() ?? "",
            FieldType.Bytes when value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes) =>
                ByteString.CopyFrom(bytes),
            FieldType.Bool when value.ValueKind is JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
            FieldType.Int32 when value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) => number,
            FieldType.Int64 when value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) => number,
            var type => throw MalformedJsonException.Type(value, path, type.ToString().ToLowerInvariant()),
        };

    private IMessage ReadMessage(JsonElement value, MessageDescriptor type, string path)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        Fill(value, message, path, isRoot: false);
        return message;
    }
}
