using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using K8sDashboard.Demo.Api;
using K8sDashboard.Demo.Encoding;

namespace K8sDashboard.Demo.Serving;

/// <summary>How managers share a value: atomic, granular by field or key, or an associative list. A closed set.</summary>
internal abstract record ApplyType
{
    private ApplyType() { }

    /// <summary>Atomic: one manager owns all of it.</summary>
    public sealed record Whole : ApplyType;

    /// <summary>An object with known fields.</summary>
    public sealed record Fields(JsonShape Shape) : ApplyType
    {
        public bool Knows(string name) => Shape.Find(name) is not null;

        public ApplyType Of(string name) => Shape.Find(name) is { Field: var field } ? ApplyType.Of(field) : new Whole();
    }

    /// <summary>A map with arbitrary keys.</summary>
    public sealed record Entries(ApplyType Values) : ApplyType;

    /// <summary>A list of type map with keys, or of type set, without keys.</summary>
    public sealed record Items(IReadOnlyList<JsonField> Keys, ApplyType Item) : ApplyType
    {
        /// <summary>The path element of an item. A key that the item omits has its default.</summary>
        public string StepTo(JsonNode? item)
        {
            if (Keys.Count == 0)
                return FieldStep.Value(item);
            var keys = new JsonObject();
            foreach (var key in Keys.Where(key => HasKey(item, key)))
                keys[key.Name] = item![key.Name]?.DeepClone() ?? key.DefaultValue;
            return FieldStep.Key(keys);
        }

        /// <summary>The first key that an item lacks; null for none.</summary>
        public string? MissingKey(JsonNode? item) => Keys.FirstOrDefault(key => !HasKey(item, key))?.Name;

        /// <summary>The items by path element; the first one of duplicates.</summary>
        public Dictionary<string, JsonNode?> ByStep(JsonNode? list)
        {
            var found = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
            foreach (var item in list as JsonArray ?? [])
                found.TryAdd(StepTo(item), item);
            return found;
        }

        private static bool HasKey(JsonNode? item, JsonField key) =>
            item is JsonObject found && (found[key.Name] is not null || key.DefaultValue.Length > 0);
    }

    public static ApplyType Of(MessageDescriptor message) => new Fields(JsonShape.Of(message));

    private static ApplyType Of(JsonField field)
    {
        if (field.ApplyKeys == "whole")
            return new Whole();
        if (field.Descriptor.IsMap)
            return new Entries(OfValue(field.Value));
        if (!field.Descriptor.IsRepeated)
            return OfValue(field.Descriptor);
        return field.ApplyKeys switch
        {
            "" => new Whole(),
            "=" => new Items([], new Whole()),
            var keys => new Items([.. keys.Split(',').Select(key => field.Shape.Find(key)!.Value.Field)], OfValue(field.Descriptor)),
        };
    }

    private static ApplyType OfValue(FieldDescriptor value) =>
        value.FieldType != FieldType.Message
        || WellKnownJson.Knows(value.MessageType)
        || (value.MessageType.GetOptions()?.GetExtension(JsonExtensions.Atomic) ?? false)
            ? new Whole()
            : Of(value.MessageType);
}
