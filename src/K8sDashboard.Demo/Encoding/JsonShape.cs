using System.Collections.Concurrent;
using Google.Protobuf.Reflection;
using K8sDashboard.Demo.Api;

namespace K8sDashboard.Demo.Encoding;

/// <summary>How the fields of a message stand in JSON: what Kubernetes' Go types say in their tags, the .proto files say in options.</summary>
internal sealed class JsonShape
{
    private static readonly ConcurrentDictionary<MessageDescriptor, JsonShape> Known = new();

    private readonly Dictionary<string, JsonField> byName = new(StringComparer.Ordinal);

    private JsonShape(MessageDescriptor message)
    {
        Message = message;
        Fields = [.. message.Fields.InDeclarationOrder().Select(field => new JsonField(field))];
        foreach (var field in Fields.Where(field => !field.Inlined))
            byName.Add(field.Name, field);
    }

    /// <summary>The message that is shaped.</summary>
    public MessageDescriptor Message { get; }

    /// <summary>The fields in the order in which they are written.</summary>
    public IReadOnlyList<JsonField> Fields { get; }

    public static JsonShape Of(MessageDescriptor message) => Known.GetOrAdd(message, static found => new JsonShape(found));

    /// <summary>The field of that name, and the inlined fields that lead to the message that has it; null where there is none.</summary>
    public (IReadOnlyList<JsonField> Through, JsonField Field)? Find(string name)
    {
        if (byName.TryGetValue(name, out var field))
            return ([], field);
        foreach (var inlined in Fields.Where(candidate => candidate.Inlined))
        {
            if (inlined.Shape.Find(name) is { } found)
                return ([inlined, .. found.Through], found.Field);
        }

        return null;
    }
}

/// <summary>One field, with what its options say.</summary>
internal sealed class JsonField
{
    public JsonField(FieldDescriptor descriptor)
    {
        Descriptor = descriptor;
        var options = descriptor.GetOptions();
        Always = options?.GetExtension(JsonExtensions.Always) ?? false;
        Inlined = options?.GetExtension(JsonExtensions.Inlined) ?? false;
        MergeKey = options?.GetExtension(JsonExtensions.MergeKey) ?? "";
        ApplyKeys = options?.GetExtension(JsonExtensions.ApplyKeys) is { Length: > 0 } keys ? keys : MergeKey;
        RetainsKeys = options?.GetExtension(JsonExtensions.RetainKeys) ?? false;
        DefaultValue = options?.GetExtension(JsonExtensions.DefaultValue) ?? "";
    }

    public FieldDescriptor Descriptor { get; }

    public string Name => Descriptor.Name;

    public bool Always { get; }

    public bool Inlined { get; }

    /// <summary>What a strategic merge patch merges the list by; empty where it replaces it, "=" for plain values.</summary>
    public string MergeKey { get; }

    /// <summary>What server-side apply merges the list by: keys of its items, or "=" for plain values; empty or "whole" where it does not.</summary>
    public string ApplyKeys { get; }

    /// <summary>What an item of a list has for this key where it leaves it out; empty for nothing.</summary>
    public string DefaultValue { get; }

    /// <summary>Whether a strategic merge patch keeps only the fields of the object that it names.</summary>
    public bool RetainsKeys { get; }

    /// <summary>The shape of the field's message, or of its items or values.</summary>
    public JsonShape Shape => JsonShape.Of(Descriptor.IsMap ? Value.MessageType : Descriptor.MessageType);

    /// <summary>Of a map: the description of its values.</summary>
    public FieldDescriptor Value => Descriptor.MessageType.FindFieldByNumber(2);
}
