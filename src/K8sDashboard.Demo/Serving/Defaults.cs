using Google.Protobuf;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Autoscaling.V2;
using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Api.Policy.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>The API server's defaulting; set fields are kept.</summary>
internal static class Defaults
{
    private static readonly IntOrString Quarter = new() { Type = 1, StrVal = "25%" };
    private static readonly IntOrString One = new() { IntVal = 1 };

    public static void Apply(IMessage obj)
    {
        switch (obj)
        {
            case Pod pod:
                PodDefaults.Apply(pod.Spec ??= new PodSpec());
                break;
            case Deployment deployment:
                Fill(deployment.Spec ??= new DeploymentSpec());
                break;
            case ReplicaSet set:
                set.Spec ??= new ReplicaSetSpec();
                if (!set.Spec.HasReplicas)
                    set.Spec.Replicas = 1;
                Template(set.Spec.Template ??= new PodTemplateSpec());
                break;
            case StatefulSet set:
                Fill(set.Spec ??= new StatefulSetSpec());
                break;
            case DaemonSet set:
                Fill(set.Spec ??= new DaemonSetSpec());
                break;
            case Job job:
                Fill(job.Spec ??= new JobSpec());
                break;
            case CronJob job:
                Fill(job.Spec ??= new CronJobSpec());
                break;
            case HorizontalPodAutoscaler scaler:
                scaler.Spec ??= new HorizontalPodAutoscalerSpec();
                if (!scaler.Spec.HasMinReplicas)
                    scaler.Spec.MinReplicas = 1;
                break;
            case PersistentVolumeClaim claim:
                claim.Spec ??= new PersistentVolumeClaimSpec();
                if (!claim.Spec.HasVolumeMode)
                    claim.Spec.VolumeMode = "Filesystem";
                break;
            case PodDisruptionBudget budget:
                budget.Spec ??= new PodDisruptionBudgetSpec();
                break;
            case Node node:
                node.Spec ??= new NodeSpec();
                if (node.Status is { Allocatable.Count: 0 } status)
                    status.Allocatable.Add(status.Clone().Capacity);
                break;
            case Namespace space:
                (space.Metadata ??= new ObjectMeta()).Labels["kubernetes.io/metadata.name"] = space.Metadata.Name;
                break;
            case Service service:
                ServiceDefaults.Apply(service);
                break;
            case Secret secret:
                ServiceDefaults.Apply(secret);
                break;
        }
    }

    private static void Fill(DeploymentSpec spec)
    {
        if (!spec.HasReplicas)
            spec.Replicas = 1;
        if (!spec.HasRevisionHistoryLimit)
            spec.RevisionHistoryLimit = 10;
        if (!spec.HasProgressDeadlineSeconds)
            spec.ProgressDeadlineSeconds = 600;
        spec.Strategy ??= new DeploymentStrategy();
        if (spec.Strategy.Type.Length == 0)
            spec.Strategy.Type = "RollingUpdate";
        if (spec.Strategy.Type == "RollingUpdate")
        {
            spec.Strategy.RollingUpdate ??= new RollingUpdateDeployment();
            spec.Strategy.RollingUpdate.MaxUnavailable ??= Quarter.Clone();
            spec.Strategy.RollingUpdate.MaxSurge ??= Quarter.Clone();
        }

        Template(spec.Template ??= new PodTemplateSpec());
    }

    private static void Fill(StatefulSetSpec spec)
    {
        if (!spec.HasReplicas)
            spec.Replicas = 1;
        if (!spec.HasRevisionHistoryLimit)
            spec.RevisionHistoryLimit = 10;
        if (spec.PodManagementPolicy.Length == 0)
            spec.PodManagementPolicy = "OrderedReady";
        spec.UpdateStrategy ??= new StatefulSetUpdateStrategy();
        if (spec.UpdateStrategy.Type.Length == 0)
            spec.UpdateStrategy.Type = "RollingUpdate";
        if (spec.UpdateStrategy.Type == "RollingUpdate")
            spec.UpdateStrategy.RollingUpdate ??= new RollingUpdateStatefulSetStrategy { Partition = 0 };
        spec.PersistentVolumeClaimRetentionPolicy ??= new StatefulSetPersistentVolumeClaimRetentionPolicy
        {
            WhenDeleted = "Retain",
            WhenScaled = "Retain",
        };
        Template(spec.Template ??= new PodTemplateSpec());
    }

    private static void Fill(DaemonSetSpec spec)
    {
        if (!spec.HasRevisionHistoryLimit)
            spec.RevisionHistoryLimit = 10;
        spec.UpdateStrategy ??= new DaemonSetUpdateStrategy();
        if (spec.UpdateStrategy.Type.Length == 0)
            spec.UpdateStrategy.Type = "RollingUpdate";
        if (spec.UpdateStrategy.Type == "RollingUpdate")
            spec.UpdateStrategy.RollingUpdate ??= new RollingUpdateDaemonSet { MaxUnavailable = One.Clone(), MaxSurge = new IntOrString() };
        Template(spec.Template ??= new PodTemplateSpec());
    }

    private static void Fill(JobSpec spec)
    {
        if (!spec.HasParallelism)
            spec.Parallelism = 1;
        if (!spec.HasCompletions)
            spec.Completions = 1;
        if (!spec.HasBackoffLimit)
            spec.BackoffLimit = 6;
        if (!spec.HasCompletionMode)
            spec.CompletionMode = "NonIndexed";
        if (!spec.HasSuspend)
            spec.Suspend = false;
        if (!spec.HasManualSelector && !spec.HasPodReplacementPolicy)
            spec.PodReplacementPolicy = "TerminatingOrFailed";
        Template(spec.Template ??= new PodTemplateSpec());
    }

    private static void Fill(CronJobSpec spec)
    {
        if (spec.ConcurrencyPolicy.Length == 0)
            spec.ConcurrencyPolicy = "Allow";
        if (!spec.HasSuspend)
            spec.Suspend = false;
        if (!spec.HasSuccessfulJobsHistoryLimit)
            spec.SuccessfulJobsHistoryLimit = 3;
        if (!spec.HasFailedJobsHistoryLimit)
            spec.FailedJobsHistoryLimit = 1;
        spec.JobTemplate ??= new JobTemplateSpec();
        spec.JobTemplate.Spec ??= new JobSpec();
        Template(spec.JobTemplate.Spec.Template ??= new PodTemplateSpec());
    }

    private static void Template(PodTemplateSpec template)
    {
        template.Metadata ??= new ObjectMeta();
        PodDefaults.Apply(template.Spec ??= new PodSpec());
    }
}
