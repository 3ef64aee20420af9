using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Encoding;

/// <summary>Messages with a JSON form of their own: times, quantities, ports, raw JSON.</summary>
internal static class WellKnownJson
{
    private const long IsText = 1;

    public static bool Knows(MessageDescriptor message) =>
        message == Time.Descriptor
        || message == MicroTime.Descriptor
        || message == Duration.Descriptor
        || message == Quantity.Descriptor
        || message == IntOrString.Descriptor
        || message == FieldsV1.Descriptor
        || message == RawExtension.Descriptor;

    /// <summary>Writes the JSON value of an unset field without omitempty.</summary>
    public static void WriteMissing(Utf8JsonWriter json, MessageDescriptor message)
    {
        if (message == Quantity.Descriptor)
            json.WriteStringValue("0");
        else if (message == IntOrString.Descriptor)
            json.WriteNumberValue(0);
        else if (message == Duration.Descriptor)
            json.WriteStringValue("0s");
        else
            json.WriteNullValue();
    }

    public static void Write(Utf8JsonWriter json, IMessage message)
    {
        switch (message)
        {
            case Time time:
                json.WriteStringValue(Timestamps.Write(time));
                break;
            case MicroTime time:
                json.WriteStringValue(Timestamps.Write(time));
                break;
            case Duration duration:
                json.WriteStringValue(Timestamps.Write(duration));
                break;
            case Quantity quantity:
                json.WriteStringValue(quantity.String);
                break;
            case IntOrString { Type: IsText } text:
                json.WriteStringValue(text.StrVal);
                break;
            case IntOrString number:
                json.WriteNumberValue(number.IntVal);
                break;
            case FieldsV1 fields:
                WriteRaw(json, fields.Raw);
                break;
            case RawExtension raw:
                WriteRaw(json, raw.Raw);
                break;
        }
    }

    /// <summary>Decodes a JSON value into the message.</summary>
    public static IMessage Read(JsonElement value, MessageDescriptor message, string path)
    {
        if (message == FieldsV1.Descriptor)
            return new FieldsV1 { Raw = ByteString.CopyFromUtf8(value.GetRawText()) };
        if (message == RawExtension.Descriptor)
            return new RawExtension { Raw = ByteString.CopyFromUtf8(value.GetRawText()) };
        if (message == IntOrString.Descriptor)
            return ReadIntOrString(value, path);
        if (message == Quantity.Descriptor)
            return ReadQuantity(value, path);
        if (!Timestamps.TryRead(value.ValueKind == JsonValueKind.String ? value.GetString() : null, out var moment))
            throw new MalformedJsonException($"parsing time {value.GetRawText()} at {path}: it must be an RFC 3339 time");
        if (message == Time.Descriptor)
            return Timestamps.Of(moment);
        return new MicroTime { Seconds = moment.ToUnixTimeSeconds(), Nanos = (int)(moment.Ticks % TimeSpan.TicksPerSecond * 100) };
    }

    private static IntOrString ReadIntOrString(JsonElement value, string path) =>
        value.ValueKind switch
        {
            JsonValueKind.String => new IntOrString { Type = IsText, StrVal = value.GetString() },
            JsonValueKind.Number when value.TryGetInt32(out var number) => new IntOrString { IntVal = number },
            _ => throw MalformedJsonException.Type(value, path, "intstr.IntOrString"),
        };

    private static Quantity ReadQuantity(JsonElement value, string path)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => throw MalformedJsonException.Type(value, path, "resource.Quantity"),
        };
        return new Quantity
        {
            String =
                QuantityText.Canonical(text)
                ?? throw new MalformedJsonException(
                    $"{path}: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
                ),
        };
    }

    private static void WriteRaw(Utf8JsonWriter json, ByteString raw)
    {
        if (raw.IsEmpty)
            json.WriteNullValue();
        else
            json.WriteRawValue(raw.Span, skipInputValidation: true);
    }
}
