using Google.Protobuf;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Autoscaling.V2;
using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Api.Policy.V1;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Company;

/// <summary>
/// The objects of an app: its workload, disruption budget and autoscaler. Services and Ingresses are in <see cref="ServicesAndIngresses"/>.
/// </summary>
public static class Manifests
{
    private const int ProgressDeadline = 600;

    /// <summary>The workload object; null for static pods.</summary>
    public static IMessage? Workload(App app, DateTimeOffset made) =>
        app.Kind switch
        {
            AppKind.Deployment => new Deployment
            {
                Metadata = Meta(app, made),
                Spec = new DeploymentSpec
                {
                    Replicas = app.Replicas,
                    Selector = Selector(app),
                    Template = Pods.Template(app),
                    RevisionHistoryLimit = 10,
                    ProgressDeadlineSeconds = ProgressDeadline,
                    Strategy = new DeploymentStrategy
                    {
                        Type = "RollingUpdate",
                        RollingUpdate = new RollingUpdateDeployment { MaxSurge = Percent("25%"), MaxUnavailable = Percent("25%") },
                    },
                },
            },
            AppKind.StatefulSet => new StatefulSet
            {
                Metadata = Meta(app, made),
                Spec = new StatefulSetSpec
                {
                    Replicas = app.Replicas,
                    Selector = Selector(app),
                    Template = Pods.Template(app),
                    ServiceName = app.Name,
                    PodManagementPolicy = "OrderedReady",
                    RevisionHistoryLimit = 10,
                    UpdateStrategy = new StatefulSetUpdateStrategy
                    {
                        Type = "RollingUpdate",
                        RollingUpdate = new RollingUpdateStatefulSetStrategy { Partition = 0 },
                    },
                    VolumeClaimTemplates = { Claim(app) },
                },
            },
            AppKind.DaemonSet => new DaemonSet
            {
                Metadata = Meta(app, made),
                Spec = new DaemonSetSpec
                {
                    Selector = Selector(app),
                    Template = Pods.Template(app),
                    RevisionHistoryLimit = 10,
                    UpdateStrategy = new DaemonSetUpdateStrategy
                    {
                        Type = "RollingUpdate",
                        RollingUpdate = new RollingUpdateDaemonSet
                        {
                            MaxUnavailable = new IntOrString { IntVal = 1 },
                            MaxSurge = new IntOrString(),
                        },
                    },
                },
            },
            AppKind.CronJob => new CronJob
            {
                Metadata = Meta(app, made),
                Spec = new CronJobSpec
                {
                    Schedule = app.Schedule,
                    ConcurrencyPolicy = "Forbid",
                    Suspend = false,
                    SuccessfulJobsHistoryLimit = 3,
                    FailedJobsHistoryLimit = 1,
                    JobTemplate = new JobTemplateSpec { Metadata = new ObjectMeta(), Spec = Work(app) },
                },
            },
            AppKind.Job => new Job { Metadata = Meta(app, made), Spec = Work(app) },
            _ => null,
        };

    /// <summary>The mirror pod of a static pod on a control plane node.</summary>
    public static Pod StaticPod(App app, Node node, DateTimeOffset made)
    {
        var pod = new Pod
        {
            Metadata = new ObjectMeta
            {
                Namespace = app.Namespace,
                Name = $"{app.Name}-{node.Metadata.Name}",
                CreationTimestamp = made.ToTime(),
                OwnerReferences =
                {
                    new OwnerReference
                    {
                        ApiVersion = "v1",
                        Kind = "Node",
                        Name = node.Metadata.Name,
                        Uid = node.Metadata.Uid,
                        Controller = true,
                    },
                },
            },
            Spec = Pods.Spec(app),
            Status = new PodStatus { Phase = "Pending", QosClass = "Burstable" },
        };
        pod.Metadata.Labels.Add(Pods.LabelsOf(app));
        pod.Metadata.Annotations["kubernetes.io/config.source"] = "file";
        // kubectl drain skips pods with the mirror annotation.
        pod.Metadata.Annotations["kubernetes.io/config.mirror"] = pod.Metadata.Annotations["kubernetes.io/config.hash"] =
            PodTemplate.HashOf(new PodTemplateSpec { Spec = pod.Spec });
        pod.Spec.NodeName = node.Metadata.Name;
        pod.Spec.Tolerations.Add(new Toleration { Operator = "Exists", Effect = "NoExecute" });
        return pod;
    }

    public static PodDisruptionBudget? Budget(App app, DateTimeOffset made) =>
        app.KeepsAvailable is { } least
            ? new PodDisruptionBudget
            {
                Metadata = Meta(app, made),
                Spec = new PodDisruptionBudgetSpec
                {
                    MinAvailable = new IntOrString { IntVal = least },
                    Selector = Selector(app),
                },
            }
            : null;

    public static HorizontalPodAutoscaler? Autoscaler(App app, DateTimeOffset made) =>
        app.Autoscaled is { } range
            ? new HorizontalPodAutoscaler
            {
                Metadata = Meta(app, made),
                Spec = new HorizontalPodAutoscalerSpec
                {
                    MinReplicas = range.Least,
                    MaxReplicas = range.Most,
                    ScaleTargetRef = new CrossVersionObjectReference
                    {
                        ApiVersion = "apps/v1",
                        Kind = "Deployment",
                        Name = app.Name,
                    },
                    Metrics =
                    {
                        new MetricSpec
                        {
                            Type = "Resource",
                            Resource = new ResourceMetricSource
                            {
                                Name = "cpu",
                                Target = new MetricTarget { Type = "Utilization", AverageUtilization = 80 },
                            },
                        },
                    },
                },
            }
            : null;

    public static ObjectMeta Meta(App app, DateTimeOffset made)
    {
        var meta = new ObjectMeta
        {
            Namespace = app.Namespace,
            Name = app.Name,
            CreationTimestamp = made.ToTime(),
        };
        meta.Labels.Add(Pods.SelectorOf(app));
        meta.Labels["app.kubernetes.io/part-of"] = app.Namespace;
        if (app.ChangeCause.Length > 0)
            meta.Annotations["kubernetes.io/change-cause"] = app.ChangeCause;
        return meta;
    }

    private static JobSpec Work(App app)
    {
        var spec = new JobSpec
        {
            Parallelism = app.Replicas,
            Completions = app.Replicas,
            BackoffLimit = 3,
            CompletionMode = "NonIndexed",
            Suspend = false,
            Template = Pods.Template(app),
        };
        if (app.Kind == AppKind.CronJob)
            spec.TtlSecondsAfterFinished = 3600;
        return spec;
    }

    private static PersistentVolumeClaim Claim(App app) =>
        new()
        {
            Metadata = new ObjectMeta { Name = "data" },
            Spec = new PersistentVolumeClaimSpec
            {
                AccessModes = { "ReadWriteOnce" },
                StorageClassName = "standard",
                VolumeMode = "Filesystem",
                Resources = new VolumeResourceRequirements { Requests = { ["storage"] = new Quantity { String = app.Volume } } },
            },
            Status = new PersistentVolumeClaimStatus { Phase = "Pending" },
        };

    private static LabelSelector Selector(App app)
    {
        var selector = new LabelSelector();
        selector.MatchLabels.Add(Pods.SelectorOf(app));
        return selector;
    }

    private static IntOrString Percent(string text) => new() { Type = 1, StrVal = text };
}
