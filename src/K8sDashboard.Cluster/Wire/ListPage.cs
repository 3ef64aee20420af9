using System.Text;

namespace K8sDashboard.Cluster.Wire;

/// <summary>One page of a list: <c>PodList{1: ListMeta, 2: repeated Pod}</c>, with encoded items, so that each can fail alone.</summary>
internal sealed record ListPage(string ResourceVersion, string Continue, int? Remaining, IReadOnlyList<ReadOnlyMemory<byte>> Items)
{
    /// <exception cref="MalformedAnswerException">The page is truncated. Truncated JSON lists were seen with HTTP 200; protobuf reveals
    /// them by its lengths.</exception>
    public static ListPage Parse(ReadOnlyMemory<byte> answer)
    {
        var (version, next, remaining) = ("", "", (int?)null);
        var items = new List<ReadOnlyMemory<byte>>();
        foreach (var field in ProtobufField.Read(Envelope.Open(answer)))
        {
            if (field.Number == 2)
                items.Add(field.Bytes);
            if (field.Number != 1)
                continue;
            foreach (var meta in ProtobufField.Read(field.Bytes))
            {
                if (meta.Number == 2)
                    version = Text(meta);
                if (meta.Number == 3)
                    next = Text(meta);
                if (meta.Number == 4)
                    remaining = (int)Math.Min(meta.Varint, int.MaxValue);
            }
        }

        return version.Length == 0
            ? throw new MalformedAnswerException("the list carries no resourceVersion")
            : new ListPage(version, next, remaining, items);
    }

    private static string Text(ProtobufField field) => Encoding.UTF8.GetString(field.Bytes.Span);
}
