using System.Text.Json;
using Google.Protobuf;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Encoding;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Tests.Encoding;

/// <summary>Protobuf recorded from a real API server converts, byte for byte, to its JSON, and back.</summary>
public sealed class RecordedJsonTests
{
    public static TheoryData<string, string, string> Recorded { get; } =
        new()
        {
            { "controllerrevisions", "apps", "controllerrevisions" },
            { "cronjobs", "batch", "cronjobs" },
            { "daemonsets", "apps", "daemonsets" },
            { "deployments", "apps", "deployments" },
            { "endpointslices", "discovery.k8s.io", "endpointslices" },
            { "events", "", "events" },
            { "hpas", "autoscaling", "horizontalpodautoscalers" },
            { "ingresses", "networking.k8s.io", "ingresses" },
            { "leases", "coordination.k8s.io", "leases" },
            { "namespaces", "", "namespaces" },
            { "nodes", "", "nodes" },
            { "pdbs", "policy", "poddisruptionbudgets" },
            { "pods", "", "pods" },
            { "replicasets", "apps", "replicasets" },
            { "services", "", "services" },
            { "statefulsets", "apps", "statefulsets" },
        };

    [Theory]
    [MemberData(nameof(Recorded))]
    public void JsonEncoder_RecordedProtobuf_MatchesRecordedJson(string transcript, string group, string plural)
    {
        var kind = Kinds.Find(group, plural)!;
        var recorded = Items(transcript).Select(item => Text(item)).ToList();
        var written = Wire(transcript).Select(item => System.Text.Encoding.UTF8.GetString(JsonEncoder.ToBytes(kind.Parse(item)))).ToList();
        Assert.NotEmpty(recorded);
        Assert.Equal(recorded, written);
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void JsonDecoder_RecordedJson_RoundTripsWithoutUnknownFields(string transcript, string group, string plural)
    {
        var kind = Kinds.Find(group, plural)!;
        foreach (var item in Items(transcript))
        {
            var decoder = new JsonDecoder();
            var read = decoder.ReadObject(item, kind.Message);
            Assert.Empty(decoder.Unknown);
            Assert.Equal(Text(item), System.Text.Encoding.UTF8.GetString(JsonEncoder.ToBytes(read)));
        }
    }

    private static List<JsonElement> Items(string transcript) =>
        [.. JsonDocument.Parse(Transcript.Text($"{transcript}.json.body")).RootElement.GetProperty("items").EnumerateArray()];

    private static List<byte[]> Wire(string transcript)
    {
        var list = new CodedInputStream(ProtobufEnvelope.Unwrap(Transcript.Bytes($"{transcript}.pb.body")).Raw.ToByteArray());
        List<byte[]> items = [];
        while (list.ReadTag() is var tag and not 0)
        {
            var field = list.ReadBytes();
            if (WireFormat.GetTagFieldNumber(tag) == 2)
                items.Add(field.ToByteArray());
        }

        return items;
    }

    // Go escapes < and >, which is equivalent JSON.
    private static string Text(JsonElement element)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonEncoder.Compact))
            element.WriteTo(json);
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
