using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Google.Protobuf;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Encoding;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>Writes watch events with the framing of their format.</summary>
internal sealed class WatchEvents(ApiRequest request)
{
    private const int FlushAt = 64 * 1024;

    private readonly PipeWriter pipe = request.Http.Response.BodyWriter;
    private bool columnsSent;

    public async Task SendAsync(string type, ReadOnlyMemory<byte> obj, CancellationToken ended)
    {
        if (request.Format.Body == BodyFormat.Protobuf)
            pipe.Write(
                ProtobufEnvelope.Frame(
                    type,
                    ProtobufEnvelope.Wrap(request.Kind.ApiVersion, request.Kind.Name, UnsafeByteOperations.UnsafeWrap(obj))
                )
            );
        else
            Write(type, json => WriteObject(json, type, request.Kind.Parse(obj)));
        if (pipe.UnflushedBytes >= FlushAt)
            await pipe.FlushAsync(ended);
    }

    /// <summary>The ERROR event that ends a watch.</summary>
    public async Task ErrorAsync(Status status)
    {
        if (request.Format.Body == BodyFormat.Protobuf)
            pipe.Write(ProtobufEnvelope.Frame("ERROR", ProtobufEnvelope.Wrap("v1", "Status", status.ToByteString())));
        else
            Write("ERROR", json => JsonEncoder.Write(json, status, "Status", "v1"));
        await pipe.FlushAsync(request.Aborted);
    }

    public async Task FlushAsync(CancellationToken ended)
    {
        if (pipe.UnflushedBytes > 0)
            await pipe.FlushAsync(ended);
    }

    private void Write(string type, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(pipe, JsonEncoder.Compact))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WritePropertyName("object");
            write(json);
            json.WriteEndObject();
        }

        pipe.Write("\n"u8);
    }

    private void WriteObject(Utf8JsonWriter json, string type, IMessage obj)
    {
        if (request.Format.Body != BodyFormat.Table || TableColumns.Of(request.Kind) is not { } columns)
        {
            JsonEncoder.Write(json, obj, request.Kind.Name, request.Kind.ApiVersion);
            return;
        }

        // As Tables: only the first event has columns, and a bookmark has no row.
        TableWriter.Start(
            json,
            request,
            columns,
            new ListMeta { ResourceVersion = request.Kind.Meta(obj).ResourceVersion },
            withColumns: !columnsSent
        );
        columnsSent = true;
        if (type != "BOOKMARK")
            TableWriter.Row(json, request, columns, obj);
        TableWriter.End(json);
    }
}
