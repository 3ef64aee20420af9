using System.Globalization;
using Google.Protobuf;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Serving;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>Pods as controllers make them of a template, and the hash that tells templates apart.</summary>
public static class PodTemplate
{
    public const string HashLabel = "pod-template-hash";

    /// <summary>What tells the pods of a StatefulSet or DaemonSet of one template from those of another.</summary>
    public const string RevisionLabel = "controller-revision-hash";

    // Kubernetes writes the hash's decimal digits with these letters.
    private const string SafeLetters = "bcdfghjklmnpqrstvwxz2456789";

    /// <param name="template">What the owner says its pods are.</param>
    /// <param name="owner">The controller, a Deployment's ReplicaSet for example.</param>
    /// <param name="name">The pod's name; null lets the API server complete the owner's.</param>
    /// <param name="now">When.</param>
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

    /// <summary>FNV-1a of the template, in Kubernetes' letters.</summary>
    /// <param name="template">The template.</param>
    /// <param name="collisions">How often the name with the hash was taken already.</param>
    public static string HashOf(PodTemplateSpec template, int collisions = 0)
    {
        var hash = 2166136261U;
        IEnumerable<byte> bytes = collisions == 0 ? Canonical(template) : [.. Canonical(template), (byte)collisions];
        foreach (var one in bytes)
            hash = (hash ^ one) * 16777619U;
        return string.Concat(hash.ToString(CultureInfo.InvariantCulture).Select(digit => SafeLetters[digit - '0']));
    }

    /// <summary>Whether a ReplicaSet's template is this one, but for the hash that its controller wrote into it.</summary>
    public static bool AreEqual(PodTemplateSpec wanted, PodTemplateSpec made)
    {
        var plain = made.Clone();
        plain.Metadata?.Labels.Remove(HashLabel);
        return plain.Equals(wanted);
    }

    // The bytes of a map's entries come in the order in which they were put in, which is not the template's matter.
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
