using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using K8sDashboard.Demo.Api;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Encoding;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>OpenAPI schemas of the kinds, generated from message descriptors: fields, types, and merge keys.</summary>
internal sealed class SchemaDefinitions
{
    private const string Extension = "x-kubernetes-";

    private readonly string references;
    private readonly SortedDictionary<string, JsonObject> definitions = new(StringComparer.Ordinal);

    private SchemaDefinitions(string references) => this.references = references;

    /// <param name="kinds">The kinds; referenced messages are included.</param>
    /// <param name="references">The prefix of references to a schema: <c>#/definitions/</c>.</param>
    public static JsonObject Of(IEnumerable<ResourceKind> kinds, string references)
    {
        var all = new SchemaDefinitions(references);
        foreach (var kind in kinds)
        {
            all.Describe(kind.Message);
            var root = all.definitions[NameOf(kind.Message)];
            (root["properties"]!["apiVersion"], root["properties"]!["kind"]) = (Typed("string"), Typed("string"));
            root[Extension + "group-version-kind"] = new JsonArray(Identity(kind));
        }

        return new JsonObject(all.definitions.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value)));
    }

    public static JsonObject Identity(ResourceKind kind) =>
        new()
        {
            ["group"] = kind.Group,
            ["kind"] = kind.Name,
            ["version"] = kind.Version,
        };

    private static string NameOf(MessageDescriptor message)
    {
        if (message == Quantity.Descriptor)
            return "io.k8s.apimachinery.pkg.api.resource.Quantity";
        if (message == IntOrString.Descriptor)
            return "io.k8s.apimachinery.pkg.util.intstr.IntOrString";
        var package = message.File.Package["k8s.".Length..];
        return $"{(package == "meta.v1" ? "io.k8s.apimachinery.pkg.apis" : "io.k8s.api")}.{package}.{message.Name}";
    }

    private JsonObject Reference(MessageDescriptor message)
    {
        Describe(message);
        return new JsonObject { ["$ref"] = references + NameOf(message) };
    }

    private void Describe(MessageDescriptor message)
    {
        if (definitions.ContainsKey(NameOf(message)))
            return;
        if (WellKnownJson.Knows(message))
        {
            definitions[NameOf(message)] = WellKnown(message);
            return;
        }

        // Stored before its properties are built: messages may be recursive.
        var (properties, definition) = (new JsonObject(), Typed("object"));
        definitions[NameOf(message)] = definition;
        Collect(JsonShape.Of(message), properties);
        if (properties.Count > 0)
            definition["properties"] = properties;
        if (message.GetOptions()?.GetExtension(JsonExtensions.Atomic) ?? false)
            definition[Extension + "map-type"] = "atomic";
    }

    private void Collect(JsonShape shape, JsonObject properties)
    {
        foreach (var field in shape.Fields)
        {
            if (field.Inlined)
                Collect(field.Shape, properties);
            else
                properties[field.Name] = Property(field);
        }
    }

    private JsonObject Property(JsonField field)
    {
        var schema = field.Descriptor switch
        {
            { IsMap: true } => Typed("object", ("additionalProperties", Value(field.Value))),
            { IsRepeated: true } => Typed("array", ("items", Value(field.Descriptor))),
            _ => Value(field.Descriptor),
        };
        if (field.DefaultValue.Length > 0)
            schema["default"] = field.DefaultValue;
        if (field.MergeKey.Length > 0)
            schema[Extension + "patch-strategy"] = field.RetainsKeys ? "merge,retainKeys" : "merge";
        else if (field.RetainsKeys)
            schema[Extension + "patch-strategy"] = "retainKeys";
        if (field.MergeKey is { Length: > 0 } and not "=")
            schema[Extension + "patch-merge-key"] = field.MergeKey;
        if (field.ApplyKeys != field.MergeKey)
            Share(schema, field);
        return schema;
    }

    private static void Share(JsonObject schema, JsonField field)
    {
        if (field.ApplyKeys == "whole")
        {
            schema[Extension + (field.Descriptor.IsMap ? "map-type" : "list-type")] = "atomic";
            return;
        }

        schema[Extension + "list-type"] = field.ApplyKeys == "=" ? "set" : "map";
        if (field.ApplyKeys != "=")
            schema[Extension + "list-map-keys"] = new JsonArray([.. field.ApplyKeys.Split(',').Select(key => JsonValue.Create(key))]);
    }

    private JsonObject Value(FieldDescriptor field) =>
        field.FieldType switch
        {
            FieldType.Message => Reference(field.MessageType),
            FieldType.Bool => Typed("boolean"),
            FieldType.Int32 => Typed("integer", ("format", "int32")),
            FieldType.Int64 => Typed("integer", ("format", "int64")),
            FieldType.Double => Typed("number", ("format", "double")),
            FieldType.Bytes => Typed("string", ("format", "byte")),
            _ => Typed("string"),
        };

    private static JsonObject WellKnown(MessageDescriptor message)
    {
        if (message == FieldsV1.Descriptor || message == RawExtension.Descriptor)
            return Typed("object");
        if (message == IntOrString.Descriptor)
            return Typed("string", ("format", "int-or-string"));
        return message == Time.Descriptor || message == MicroTime.Descriptor ? Typed("string", ("format", "date-time")) : Typed("string");
    }

    private static JsonObject Typed(string type, params ReadOnlySpan<(string Name, JsonNode Value)> more)
    {
        var schema = new JsonObject { ["type"] = type };
        foreach (var (name, value) in more)
            schema[name] = value;
        return schema;
    }
}
