using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text.Json;
using Google.Protobuf;
using K8sDashboard.Demo.Encoding;
using K8sDashboard.Demo.Storage;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Demo.Serving;

/// <summary>Streams a list object by object: 150,000 pods are never buffered as one body.</summary>
internal static class ListWriter
{
    private const int FlushAt = 64 * 1024;

    // The API server's threshold for gzip, if the client accepts it.
    private const long CompressFrom = 128 * 1024;
    private const int MetaField = 1;
    private const int ItemField = 2;

    public static async Task WriteAsync(ApiRequest request, ListPage page)
    {
        var response = request.Http.Response;
        response.ContentType = request.Format.ContentType;
        if (HttpMethods.IsHead(request.Http.Request.Method))
            return;
        await using var body = Body(request, page);
        var pipe = PipeWriter.Create(body, new StreamPipeWriterOptions(leaveOpen: true));
        await (
            request.Format.Body switch
            {
                BodyFormat.Protobuf => ProtobufAsync(request, page, pipe),
                BodyFormat.Table when TableColumns.Of(request.Kind) is { } columns => TableAsync(request, page, columns, pipe),
                _ => JsonAsync(request, page, pipe),
            }
        );
        await pipe.CompleteAsync();
    }

    private static Stream Body(ApiRequest request, ListPage page)
    {
        var response = request.Http.Response;
        var compresses = request.Http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal);
        if (!compresses || page.Items.Sum(item => (long)item.Bytes.Length) < CompressFrom)
            return new NotClosed(response.Body);
        response.Headers.ContentEncoding = "gzip";
        response.Headers.Vary = "Accept-Encoding";
        return new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
    }

    private static async Task JsonAsync(ApiRequest request, ListPage page, PipeWriter pipe)
    {
        await using var json = new Utf8JsonWriter(pipe, request.Format.Pretty ? JsonEncoder.Indented : JsonEncoder.Compact);
        json.WriteStartObject();
        json.WriteString("kind", $"{request.Kind.Name}List");
        json.WriteString("apiVersion", request.Kind.ApiVersion);
        json.WritePropertyName("metadata");
        JsonEncoder.Write(json, page.Meta);
        json.WriteStartArray("items");
        foreach (var item in page.Items)
        {
            JsonEncoder.Write(json, request.Kind.Parse(item.Bytes));
            await FlushAsync(json, pipe, request.Aborted);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(request.Aborted);
        await pipe.WriteAsync("\n"u8.ToArray(), request.Aborted);
    }

    private static async Task TableAsync(ApiRequest request, ListPage page, TableColumns columns, PipeWriter pipe)
    {
        await using var json = new Utf8JsonWriter(pipe, request.Format.Pretty ? JsonEncoder.Indented : JsonEncoder.Compact);
        TableWriter.Start(json, request, columns, page.Meta, withColumns: true);
        foreach (var item in page.Items)
        {
            TableWriter.Row(json, request, columns, request.Kind.Parse(item.Bytes));
            await FlushAsync(json, pipe, request.Aborted);
        }

        TableWriter.End(json);
        await json.FlushAsync(request.Aborted);
        await pipe.WriteAsync("\n"u8.ToArray(), request.Aborted);
    }

    private static async Task FlushAsync(Utf8JsonWriter json, PipeWriter pipe, CancellationToken aborted)
    {
        if (json.BytesPending + pipe.UnflushedBytes < FlushAt)
            return;
        json.Flush();
        await pipe.FlushAsync(aborted);
    }

    private static async Task ProtobufAsync(ApiRequest request, ListPage page, PipeWriter pipe)
    {
        var meta = page.Meta.ToByteArray();
        var length = Length(meta.Length) + page.Items.Sum(item => Length(item.Bytes.Length));
        pipe.Write(ProtobufEnvelope.Open(request.Kind.ApiVersion, $"{request.Kind.Name}List", length));
        Write(pipe, MetaField, meta);
        foreach (var item in page.Items)
        {
            Write(pipe, ItemField, item.Bytes.Span);
            if (pipe.UnflushedBytes >= FlushAt)
                await pipe.FlushAsync(request.Aborted);
        }
    }

    private static void Write(PipeWriter pipe, int field, ReadOnlySpan<byte> message)
    {
        Span<byte> head = stackalloc byte[8];
        var used = 0;
        head[used++] = (byte)WireFormat.MakeTag(field, WireFormat.WireType.LengthDelimited);
        for (var rest = (uint)message.Length; ; rest >>= 7)
        {
            head[used++] = (byte)(rest < 0x80 ? rest : (rest & 0x7F) | 0x80);
            if (rest < 0x80)
                break;
        }

        pipe.Write(head[..used]);
        pipe.Write(message);
    }

    private static long Length(int message) => 1 + CodedOutputStream.ComputeLengthSize(message) + message;
}
