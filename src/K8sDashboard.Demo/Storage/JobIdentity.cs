using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Storage;

/// <summary>The generated selector of a Job: its uid. The label with the job's name is informational.</summary>
/// <remarks><see href="https://kubernetes.io/docs/concepts/workloads/controllers/job/#specifying-your-own-pod-selector"/></remarks>
internal static class JobIdentity
{
    private const string Uid = "batch.kubernetes.io/controller-uid";
    private const string Name = "batch.kubernetes.io/job-name";

    // The unprefixed legacy labels, which are still set.
    private const string OldUid = "controller-uid";
    private const string OldName = "job-name";

    public static void Give(Job job)
    {
        if (job.Spec is not { ManualSelector: false, Template: { } template } spec)
            return;
        spec.Selector ??= new LabelSelector();
        if (!spec.Selector.MatchLabels.ContainsKey(OldUid))
            spec.Selector.MatchLabels[Uid] = job.Metadata.Uid;
        var labels = (template.Metadata ??= new ObjectMeta()).Labels;
        labels[Uid] = labels[OldUid] = job.Metadata.Uid;
        labels[Name] = labels[OldName] = job.Metadata.Name;
    }
}
