using System.Text.Json;
using Google.Protobuf;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Encoding;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// The revision history of StatefulSets and DaemonSets: a ControllerRevision per template, which <c>kubectl rollout history</c> lists and
/// <c>undo</c> applies as a patch.
/// </summary>
public sealed class Revisions(ClusterState state)
{
    private const int UsualLimit = 10;
    private const string HashLabel = "controller.kubernetes.io/hash";

    /// <summary>Ensures that the latest revision is the current template; returns its name.</summary>
    public string Keep(StatefulSet set, DateTimeOffset now) =>
        Keep(
            set,
            set.Metadata,
            set.Spec.Template,
            HashLabel,
            set.Spec.HasRevisionHistoryLimit ? set.Spec.RevisionHistoryLimit : UsualLimit,
            now
        );

    /// <summary>Likewise; returns the hash in its name.</summary>
    public string Keep(DaemonSet set, DateTimeOffset now) =>
        Keep(
            set,
            set.Metadata,
            set.Spec.Template,
            PodTemplate.RevisionLabel,
            set.Spec.HasRevisionHistoryLimit ? set.Spec.RevisionHistoryLimit : UsualLimit,
            now
        )[(set.Metadata.Name.Length + 1)..];

    /// <summary>The template of a revision; null once it has been deleted.</summary>
    public PodTemplateSpec? TemplateOf(string ns, string name)
    {
        if (state.Get<ControllerRevision>(ns, name) is not { } revision)
            return null;
        using var json = JsonDocument.Parse(revision.Data.Raw.Memory);
        return (PodTemplateSpec)JsonDecoder.Read(json.RootElement.GetProperty("spec").GetProperty("template"), PodTemplateSpec.Descriptor);
    }

    private string Keep(IMessage set, ObjectMeta meta, PodTemplateSpec template, string label, int limit, DateTimeOffset now)
    {
        var hash = PodTemplate.HashOf(template);
        var name = $"{meta.Name}-{hash}";
        var known = state
            .List<ControllerRevision>()
            .Where(one => one.Metadata.OwnerReferences.Any(owner => owner.Uid == meta.Uid))
            .OrderBy(one => one.Revision)
            .ToList();
        var latest = known.LastOrDefault();
        if (latest?.Metadata.Name == name)
            return name;
        var next = (latest?.Revision ?? 0) + 1;
        // After a rollback the old revision becomes the latest, under its old name.
        if (known.Find(one => one.Metadata.Name == name) is { } old)
            state.Change(old, changed => changed.Revision = next);
        else
            state.Create(Revision(set, meta, template, (label, hash), next));
        Forget([.. known.Where(one => one.Metadata.Name != name)], meta, limit, now);
        return name;
    }

    private static ControllerRevision Revision(
        IMessage set,
        ObjectMeta meta,
        PodTemplateSpec template,
        (string Label, string Hash) hash,
        long number
    )
    {
        var revision = new ControllerRevision
        {
            Metadata = new ObjectMeta
            {
                Namespace = meta.Namespace,
                Name = $"{meta.Name}-{hash.Hash}",
                OwnerReferences = { PodTemplate.OwnedBy(set) },
            },
            Revision = number,
            Data = new RawExtension { Raw = Patch(template) },
        };
        revision.Metadata.Labels.Add(template.Metadata?.Labels ?? []);
        revision.Metadata.Labels[hash.Label] = hash.Hash;
        revision.Metadata.Annotations.Add(meta.Annotations);
        return revision;
    }

    // {"spec":{"template":{"$patch":"replace","metadata":…,"spec":…}}}
    private static ByteString Patch(PodTemplateSpec template)
    {
        const string Replace = """{"spec":{"template":{"$patch":"replace",""";
        return ByteString.CopyFrom([
            .. System.Text.Encoding.UTF8.GetBytes(Replace),
            .. JsonEncoder.ToBytes(template).AsSpan(1),
            (byte)'}',
            (byte)'}',
        ]);
    }

    private void Forget(List<ControllerRevision> old, ObjectMeta meta, int limit, DateTimeOffset now)
    {
        var used = state.PodsOf(meta.Uid).Select(pod => pod.Metadata.Labels.GetValueOrDefault(PodTemplate.RevisionLabel) ?? "").ToHashSet();
        var unused = old.Where(one => !used.Contains(one.Metadata.Name) && !used.Contains(one.Metadata.Name[(meta.Name.Length + 1)..]))
            .ToList();
        foreach (var forgotten in unused.Take(unused.Count - limit))
            state.Remove<ControllerRevision>(forgotten.Metadata, now);
    }
}
