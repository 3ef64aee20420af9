using System.Collections.Concurrent;
using Google.Protobuf.Reflection;
using K8sDashboard.Demo.Api;

namespace K8sDashboard.Demo.Encoding;

/// <summary>The JSON mapping of a message's fields: the tags of Kubernetes' Go types, as options in the .proto files.</summary>
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

    /// <summary>The mapped message.</summary>
    public MessageDescriptor Message { get; }

    /// <summary>The fields in the order in which they are written.</summary>
    public IReadOnlyList<JsonField> Fields { get; }

    public static JsonShape Of(MessageDescriptor message) => Known.GetOrAdd(message, static found => new JsonShape(found));

    /// <summary>The field of that name, with the inlined fields that lead to its message; null if unknown.</summary>
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

/// <summary>One field with its options.</summary>
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

    /// <summary>The <c>patchMergeKey</c> of a strategic merge patch; empty for an atomic list, "=" for a list of scalars.</summary>
    public string MergeKey { get; }

    /// <summary>
    /// The list map keys of server-side apply: keys of the items, "=" for a set of scalars; empty or "whole" for an atomic list.
    /// </summary>
    public string ApplyKeys { get; }

    /// <summary>The default of this key in an item of an associative list; empty for none.</summary>
    public string DefaultValue { get; }

    /// <summary>Whether a strategic merge patch has the <c>retainKeys</c> strategy here.</summary>
    public bool RetainsKeys { get; }

    /// <summary>The mapping of the field's message, or of its items or values.</summary>
    public JsonShape Shape => JsonShape.Of(Descriptor.IsMap ? Value.MessageType : Descriptor.MessageType);

    /// <summary>The value field of a map.</summary>
    public FieldDescriptor Value => Descriptor.MessageType.FindFieldByNumber(2);
}
