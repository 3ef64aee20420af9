using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8sDashboard.Demo.Serving;

/// <summary>The continue token of a paged list, in the API server's format.</summary>
internal sealed record ContinueToken(
    [property: JsonPropertyName("v")] string Form,
    [property: JsonPropertyName("rv")] long Version,
    [property: JsonPropertyName("start")] string Start
)
{
    private const string Meta = "meta.k8s.io/v1";

    /// <summary>The token of the page after an object.</summary>
    public static string After(long version, string ns, string name)
    {
        var key = ns.Length == 0 ? $"/{name}\0" : $"/{ns}/{name}\0";
        return Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new ContinueToken(Meta, version, key)));
    }

    public static ContinueToken Parse(string text)
    {
        try
        {
            if (JsonSerializer.Deserialize<ContinueToken>(Base64Url.DecodeFromChars(text)) is { Form: Meta, Start: ['/', ..] } token)
                return token;
        }
        catch (Exception fault) when (fault is FormatException or JsonException)
        {
            // Invalid tokens are handled below.
        }

        throw ApiFailure.BadRequest(
            "invalid continue token: continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)"
        );
    }

    /// <summary>The last object of the previous page.</summary>
    public (string Namespace, string Name) Last
    {
        get
        {
            var parts = Start[1..].TrimEnd('\0').Split('/', 2);
            return parts.Length == 2 ? (parts[0], parts[1]) : ("", parts[0]);
        }
    }
}
