using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace K8sDashboard.Demo.Serving;

/// <summary>Reads single fields from encoded objects: selecting among 150,000 pods must not decode each of them.</summary>
internal static class StoredFields
{
    private const int Metadata = 1;
    private const int LabelsOfMetadata = 11;

    public static Dictionary<string, string> Labels(ReadOnlyMemory<byte> bytes)
    {
        var labels = new Dictionary<string, string>();
        foreach (var metadata in Messages(bytes, Metadata))
        {
            foreach (var entry in Messages(metadata, LabelsOfMetadata))
                labels[Text(entry, 1)] = Text(entry, 2);
        }

        return labels;
    }

    /// <summary>The field at the end of a field selector's path; empty if unset.</summary>
    public static string At(ReadOnlyMemory<byte> bytes, IReadOnlyList<FieldDescriptor> path)
    {
        for (var i = 0; i < path.Count - 1; i++)
        {
            var inner = Messages(bytes, path[i].FieldNumber);
            if (inner.Count == 0)
                return Empty(path[^1]);
            bytes = inner[^1];
        }

        return path[^1].FieldType switch
        {
            FieldType.String => Text(bytes, path[^1].FieldNumber),
            FieldType.Bool => Number(bytes, path[^1].FieldNumber) == 0 ? "false" : "true",
            _ => $"{Number(bytes, path[^1].FieldNumber)}",
        };
    }

    private static string Empty(FieldDescriptor field) =>
        field.FieldType switch
        {
            FieldType.String => "",
            FieldType.Bool => "false",
            _ => "0",
        };

    private static List<ReadOnlyMemory<byte>> Messages(ReadOnlyMemory<byte> bytes, int field)
    {
        List<ReadOnlyMemory<byte>> found = [];
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == field && reader.IsMessage)
                found.Add(reader.Message);
        }

        return found;
    }

    private static string Text(ReadOnlyMemory<byte> bytes, int field)
    {
        var found = Messages(bytes, field);
        return found.Count == 0 ? "" : System.Text.Encoding.UTF8.GetString(found[^1].Span);
    }

    private static long Number(ReadOnlyMemory<byte> bytes, int field)
    {
        var number = 0L;
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == field && !reader.IsMessage)
                number = (long)reader.Number;
        }

        return number;
    }
}
