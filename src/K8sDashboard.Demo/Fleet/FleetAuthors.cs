using System.Text.Json.Nodes;
using Google.Protobuf;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Encoding;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Serving;

namespace K8sDashboard.Demo.Fleet;

/// <summary>
/// The managedFields of the fleet's pods, half of a real pod's size. Pods of one template differ only in their addresses, so that the field
/// sets are computed once per template.
/// </summary>
internal static class FleetAuthors
{
    private static readonly ApplyType PodType = ApplyType.Of(Pod.Descriptor);
    private static readonly JsonNode Empty = Json(new Pod());
    private static readonly FieldOwner Creator = new("kube-controller-manager", FieldOwner.Update, "v1", "");
    private static readonly FieldOwner Teller = new("kubelet", FieldOwner.Update, "v1", "status");

    /// <param name="pods">Pods of one template.</param>
    /// <param name="settled">From a pod's creation to its last status update.</param>
    public static void Sign(IReadOnlyList<Pod> pods, TimeSpan settled)
    {
        if (pods.Count == 0)
            return;
        var like = pods[0];
        var created = Entry(
            Creator,
            new Pod
            {
                Metadata = new ObjectMeta
                {
                    GenerateName = like.Metadata.GenerateName,
                    Labels = { like.Metadata.Labels },
                    Annotations = { like.Metadata.Annotations },
                    OwnerReferences = { like.Metadata.OwnerReferences },
                },
                Spec = Unbound(like.Spec),
            }
        );
        var status = Entry(Teller, new Pod { Status = like.Status });
        var words = status.FieldsV1.Raw.ToStringUtf8();
        foreach (var pod in pods)
        {
            var own = words.Replace(Quoted(like.Status.PodIP), Quoted(pod.Status.PodIP), StringComparison.Ordinal);
            var made = pod.Metadata.CreationTimestamp;
            pod.Metadata.ManagedFields.Add(With(created, made, created.FieldsV1.Raw));
            pod.Metadata.ManagedFields.Add(With(status, (made.At() + settled).ToTime(), ByteString.CopyFromUtf8(own)));
        }
    }

    // A list item's path element is JSON inside a JSON key, hence escaped twice.
    private static string Quoted(string address) => $"\\\"{address}\\\"";

    private static PodSpec Unbound(PodSpec spec)
    {
        var unbound = spec.Clone();
        unbound.NodeName = "";
        return unbound;
    }

    private static ManagedFieldsEntry Entry(FieldOwner author, Pod fields) =>
        new ManagedSet(new FieldDifference(Empty, Json(fields), PodType).Set, null).ToEntry(author);

    private static JsonNode Json(Pod pod) => JsonNode.Parse(JsonEncoder.ToBytes(pod))!;

    private static ManagedFieldsEntry With(ManagedFieldsEntry entry, Time at, ByteString fields)
    {
        var own = entry.Clone();
        (own.Time, own.FieldsV1.Raw) = (at, fields);
        return own;
    }
}
