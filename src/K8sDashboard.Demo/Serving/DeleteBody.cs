using System.Text.Json;
using Google.Protobuf;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Encoding;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Demo.Serving;

/// <summary>Decodes DeleteOptions, which clients send in the version of any group.</summary>
internal static class DeleteBody
{
    public static async Task<IMessage> ReadAsync(HttpContext http)
    {
        var body = await RequestBody.BytesAsync(http);
        if (body.Length == 0)
            return new DeleteOptions();
        if (ProtobufEnvelope.Is(body))
            return FromProtobuf(body);
        using var json = RequestBody.Parse(body);
        var apiVersion =
            json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("apiVersion", out var version)
                ? version.GetString()
                : null;
        return RequestBody.Decode(http, json.RootElement, DeleteOptions.Descriptor, apiVersion ?? "v1");
    }

    private static DeleteOptions FromProtobuf(byte[] body)
    {
        try
        {
            return DeleteOptions.Parser.ParseFrom(ProtobufEnvelope.Unwrap(body).Raw);
        }
        catch (InvalidProtocolBufferException fault)
        {
            throw ApiFailure.BadRequest(fault.Message);
        }
    }
}
