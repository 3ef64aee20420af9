using System.Globalization;
using Google.Protobuf;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Serving;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>Creates pods from templates, and hashes templates for revisions.</summary>
public static class PodTemplate
{
    public const string HashLabel = "pod-template-hash";

    /// <summary>The label with a StatefulSet's or DaemonSet's revision.</summary>
    public const string RevisionLabel = "controller-revision-hash";

    // The decimal digits of the hash in rand.SafeEncodeString's alphabet.
    private const string SafeLetters = "bcdfghjklmnpqrstvwxz2456789";

    /// <param name="template">The pod template of the owner.</param>
    /// <param name="owner">The controller, such as a ReplicaSet.</param>
    /// <param name="name">The pod's name; null for a generated one.</param>
    /// <param name="now">The simulated time.</param>
    public static Pod Make(PodTemplateSpec template, IMessage owner, string? name, DateTimeOffset now)
    {
        var meta = Kinds.Of(owner.GetType()).Meta(owner);
        var pod = new Pod
        {
            Metadata = new ObjectMeta
            {
                Namespace = meta.Namespace,
                CreationTimestamp = now.ToTime(),
                OwnerReferences = { OwnedBy(owner) },
            },
            Spec = template.Spec.Clone(),
        };
        pod.Status = NewStatus.Pending(pod);
        if (name is null)
            pod.Metadata.GenerateName = meta.Name + "-";
        else
            pod.Metadata.Name = name;
        pod.Metadata.Labels.Add(template.Metadata.Labels);
        pod.Metadata.Annotations.Add(template.Metadata.Annotations);
        if (owner is DaemonSet)
            DefaultTolerations.Stay(pod.Spec);
        DefaultTolerations.Admit(pod.Spec);
        return pod;
    }

    public static OwnerReference OwnedBy(IMessage owner)
    {
        var kind = Kinds.Of(owner.GetType());
        var meta = kind.Meta(owner);
        return new()
        {
            ApiVersion = kind.ApiVersion,
            Kind = kind.Name,
            Name = meta.Name,
            Uid = meta.Uid,
            Controller = true,
            BlockOwnerDeletion = true,
        };
    }

    /// <summary>FNV-1a of the template, safely encoded.</summary>
    /// <param name="template">The template.</param>
    /// <param name="collisions">The collision count of the name.</param>
    public static string HashOf(PodTemplateSpec template, int collisions = 0)
    {
        var hash = 2166136261U;
        IEnumerable<byte> bytes = collisions == 0 ? Canonical(template) : [.. Canonical(template), (byte)collisions];
        foreach (var one in bytes)
            hash = (hash ^ one) * 16777619U;
        return string.Concat(hash.ToString(CultureInfo.InvariantCulture).Select(digit => SafeLetters[digit - '0']));
    }

    /// <summary>Whether the templates are equal apart from the pod-template-hash label.</summary>
    public static bool AreEqual(PodTemplateSpec wanted, PodTemplateSpec made)
    {
        var plain = made.Clone();
        plain.Metadata?.Labels.Remove(HashLabel);
        return plain.Equals(wanted);
    }

    // Canonical bytes: the wire order of map entries is insertion order, which must not change the hash.
    private static IEnumerable<byte> Canonical(PodTemplateSpec template)
    {
        var plain = template.Clone();
        var labels = string.Join(
            ',',
            plain.Metadata?.Labels.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}") ?? []
        );
        plain.Metadata?.Labels.Clear();
        return [.. System.Text.Encoding.UTF8.GetBytes(labels), .. plain.ToByteArray()];
    }
}
