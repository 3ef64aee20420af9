using System.Text.Json;

namespace K8sDashboard.Demo.Encoding;

/// <summary>JSON that does not decode to the expected object; the message has the position.</summary>
internal sealed class MalformedJsonException(string message) : Exception(message)
{
    public static MalformedJsonException Type(JsonElement value, string path, string wanted)
    {
        var found = value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => "bool",
            JsonValueKind.Number => $"number {value.GetRawText()}",
            var kind => kind.ToString().ToLowerInvariant(),
        };
        return new MalformedJsonException($"json: cannot unmarshal {found} into Go struct field {path} of type {wanted}");
    }
}
