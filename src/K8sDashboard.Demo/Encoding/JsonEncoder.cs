using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Encoding;

/// <summary>
/// Encodes messages as Kubernetes does in JSON: in its field order, with <c>omitempty</c> unless the Go types say otherwise.
/// </summary>
internal static class JsonEncoder
{
    public static JsonWriterOptions Compact { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static JsonWriterOptions Indented { get; } =
        new()
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            SkipValidation = true,
            Indented = true,
        };

    /// <summary>Writes one object, with kind and apiVersion where it stands alone; items of a list have neither.</summary>
    public static void Write(Utf8JsonWriter json, IMessage message, string? kind = null, string? apiVersion = null)
    {
        json.WriteStartObject();
        if (kind is not null)
        {
            json.WriteString("kind", kind);
            json.WriteString("apiVersion", apiVersion);
        }

        WriteFields(json, message);
        json.WriteEndObject();
    }

    public static byte[] ToBytes(IMessage message, string? kind = null, string? apiVersion = null)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Compact))
            Write(json, message, kind, apiVersion);
        return buffer.ToArray();
    }

    private static void WriteFields(Utf8JsonWriter json, IMessage message)
    {
        foreach (var field in JsonShape.Of(message.Descriptor).Fields)
        {
            var value = field.Descriptor.Accessor.GetValue(message);
            if (field.Inlined)
                WriteInlined(json, field, (IMessage?)value);
            else if (!IsEmpty(field.Descriptor, message, value))
                WriteField(json, field, value);
            else if (field.Always)
                WriteEmpty(json, field, value);
        }
    }

    // An inlined message that is unset still writes its fields without omitempty.
    private static void WriteInlined(Utf8JsonWriter json, JsonField field, IMessage? value) =>
        WriteFields(json, value ?? field.Descriptor.MessageType.Parser.ParseFrom(ByteString.Empty));

    private static bool IsEmpty(FieldDescriptor field, IMessage message, object? value) =>
        value switch
        {
            null => true,
            ICollection collection => collection.Count == 0,
            // Go's zero time, which is written in protobuf but omitted or null in JSON.
            Time { Seconds: 0, Nanos: 0 } or MicroTime { Seconds: 0, Nanos: 0 } => true,
            _ when field.HasPresence => !field.Accessor.HasValue(message),
            string text => text.Length == 0,
            bool flag => !flag,
            int number => number == 0,
            long number => number == 0,
            ByteString bytes => bytes.IsEmpty,
            _ => false,
        };

    private static void WriteField(Utf8JsonWriter json, JsonField field, object? value)
    {
        json.WritePropertyName(field.Name);
        if (field.Descriptor.IsMap)
            WriteMap(json, (IDictionary)value!);
        else if (field.Descriptor.IsRepeated)
            WriteList(json, (IList)value!);
        else
            WriteValue(json, value!);
    }

    private static void WriteEmpty(Utf8JsonWriter json, JsonField field, object? value)
    {
        json.WritePropertyName(field.Name);
        if (field.Descriptor.IsRepeated || (field.Descriptor.HasPresence && field.Descriptor.FieldType != FieldType.Message))
            json.WriteNullValue();
        else if (field.Descriptor.FieldType != FieldType.Message)
            WriteValue(json, value!);
        else if (WellKnownJson.Knows(field.Descriptor.MessageType))
            WellKnownJson.WriteMissing(json, field.Descriptor.MessageType);
        else
            Write(json, field.Descriptor.MessageType.Parser.ParseFrom(ByteString.Empty));
    }

    private static void WriteList(Utf8JsonWriter json, IList values)
    {
        json.WriteStartArray();
        foreach (var value in values)
            WriteValue(json, value!);
        json.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter json, IDictionary values)
    {
        json.WriteStartObject();
        foreach (var key in values.Keys.Cast<string>().Order(StringComparer.Ordinal))
        {
            json.WritePropertyName(key);
            WriteValue(json, values[key]!);
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case ByteString bytes:
                json.WriteBase64StringValue(bytes.Span);
                break;
            case IMessage message when WellKnownJson.Knows(message.Descriptor):
                WellKnownJson.Write(json, message);
                break;
            case IMessage message:
                Write(json, message);
                break;
        }
    }
}
