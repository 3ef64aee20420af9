using System.Text.Json;
using Google.Protobuf;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Encoding;
using K8sDashboard.Demo.Storage;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Demo.Serving;

/// <summary>Writes complete responses: one object, a Status, a line of text.</summary>
internal static class Answers
{
    public static Task WriteAsync(ApiRequest request, IMessage obj, int code = 200)
    {
        var format = request.Format;
        if (format.Body == BodyFormat.Table && TableColumns.Of(request.Kind) is { } columns && obj.Descriptor == request.Kind.Message)
            return WriteAsync(
                request.Http,
                code,
                format.ContentType,
                TableWriter.Whole(request, columns, [obj], new ListMeta { ResourceVersion = request.Kind.Meta(obj).ResourceVersion })
            );
        return WriteAsync(request.Http, format, code, obj, request.Kind.ApiVersion);
    }

    public static Task WriteAsync(HttpContext http, AnswerFormat format, int code, IMessage obj, string apiVersion)
    {
        var kind = obj.Descriptor.Name;
        if (format.Body == BodyFormat.Protobuf)
            return WriteAsync(http, code, format.ContentType, ProtobufEnvelope.Wrap(apiVersion, kind, obj.ToByteString()));
        return WriteAsync(http, code, "application/json", Json(format, json => JsonEncoder.Write(json, obj, kind, apiVersion)));
    }

    public static Task WriteStatusAsync(HttpContext http, AnswerFormat format, Status status)
    {
        var code = status.Code == 0 ? 200 : status.Code;
        return WriteAsync(http, format.Body == BodyFormat.Table ? format with { Body = BodyFormat.Json } : format, code, status, "v1");
    }

    public static Task WriteTextAsync(HttpContext http, int code, string text)
    {
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return WriteAsync(http, code, "text/plain; charset=utf-8", System.Text.Encoding.UTF8.GetBytes(text));
    }

    public static async Task WriteAsync(HttpContext http, int code, string contentType, byte[] body)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    /// <summary>A JSON body with a trailing newline, as Go's encoder writes it.</summary>
    public static byte[] Json(AnswerFormat format, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, format.Pretty ? JsonEncoder.Indented : JsonEncoder.Compact))
            write(json);
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
