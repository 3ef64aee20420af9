using System.Text.Json;
using Google.Protobuf;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Encoding;

namespace K8sDashboard.Demo.Serving;

/// <summary>Writes the Table format, the server-side columns of <c>kubectl get</c>.</summary>
internal static class TableWriter
{
    public static byte[] Whole(ApiRequest request, TableColumns columns, IEnumerable<IMessage> rows, ListMeta meta) =>
        Answers.Json(
            request.Format,
            json =>
            {
                Start(json, request, columns, meta, withColumns: true);
                foreach (var row in rows)
                    Row(json, request, columns, row);
                End(json);
            }
        );

    public static void Start(Utf8JsonWriter json, ApiRequest request, TableColumns columns, ListMeta meta, bool withColumns)
    {
        json.WriteStartObject();
        json.WriteString("kind", "Table");
        json.WriteString("apiVersion", $"meta.k8s.io/{request.Format.TableVersion}");
        json.WritePropertyName("metadata");
        JsonEncoder.Write(json, meta);
        if (withColumns)
            WriteColumns(json, columns);
        else
            json.WriteNull("columnDefinitions");
        json.WriteStartArray("rows");
    }

    public static void Row(Utf8JsonWriter json, ApiRequest request, TableColumns columns, IMessage obj)
    {
        json.WriteStartObject();
        json.WriteStartArray("cells");
        foreach (var cell in columns.Cells(obj, request.Now))
        {
            if (cell is int number)
                json.WriteNumberValue(number);
            else
                json.WriteStringValue((string)cell);
        }

        json.WriteEndArray();
        WriteObject(json, request, obj);
        json.WriteEndObject();
    }

    public static void End(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteColumns(Utf8JsonWriter json, TableColumns columns)
    {
        json.WriteStartArray("columnDefinitions");
        foreach (var column in columns.Columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", column.Type);
            json.WriteString("format", column.Name == "Name" ? "name" : "");
            json.WriteString("description", "");
            json.WriteNumber("priority", column.IsWide ? 1 : 0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteObject(Utf8JsonWriter json, ApiRequest request, IMessage obj)
    {
        var wanted = request.Query("includeObject");
        if (wanted == "None")
            return;
        json.WritePropertyName("object");
        if (wanted == "Object")
            JsonEncoder.Write(json, obj, request.Kind.Name, request.Kind.ApiVersion);
        else
            JsonEncoder.Write(
                json,
                new PartialObjectMetadata { Metadata = request.Kind.Meta(obj) },
                "PartialObjectMetadata",
                $"meta.k8s.io/{request.Format.TableVersion}"
            );
    }
}
