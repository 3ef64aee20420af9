using System.Collections.Immutable;
using Google.Protobuf.Collections;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Wire;

namespace K8sDashboard.Cluster.Resources;

/// <summary>Maps the common parts: metadata, times, conditions.</summary>
internal static class MetaMapping
{
    /// <exception cref="MalformedAnswerException">The name is empty, or invalid in a path: the object could be neither shown nor
    /// replaced.</exception>
    public static ObjectMetadata Map(this ObjectMeta? meta, Interner intern) =>
        KubeName.IsObject(meta?.Name ?? "")
            ? new(
                new ObjectRef(intern.Text(meta!.Namespace), meta.Name),
                meta.Uid,
                meta.ResourceVersion,
                meta.CreationTimestamp.At(),
                meta.DeletionTimestamp.AtOrNull(),
                intern.Labels(meta.Labels),
                meta.Controller(intern)
            )
            : throw new MalformedAnswerException(
                meta is null or { Name: "" } ? "an object without a name" : $"the name {VisibleText.OneLine(meta.Name)} is none"
            );

    public static DateTimeOffset At(this Time? time) => time.AtOrNull() ?? DateTimeOffset.UnixEpoch;

    /// <summary>Go encodes "never" as a zero time.</summary>
    public static DateTimeOffset? AtOrNull(this Time? time) =>
        time is null or { Seconds: 0, Nanos: 0 } || time.Seconds is < -62135596800 or > 253402300799
            ? null
            : DateTimeOffset.FromUnixTimeSeconds(time.Seconds).AddTicks(time.Nanos / 100);

    private static Owner? Controller(this ObjectMeta meta, Interner intern)
    {
        foreach (var owner in meta.OwnerReferences)
            if (owner.Controller)
                return intern.Value(new Owner(intern.Type(owner.ApiVersion, owner.Kind), VisibleText.Of(owner.Name), owner.Uid));
        return null;
    }

    public static ImmutableArray<Condition> Map<T>(this RepeatedField<T> conditions, Interner intern)
        where T : ICondition =>
        [
            .. conditions.Select(condition => new Condition(
                intern.Value(
                    new ConditionWords(
                        intern.Text(condition.Type),
                        Status(condition.Status),
                        intern.Text(condition.Reason),
                        intern.Text(condition.Message)
                    )
                ),
                condition.LastTransitionTime.AtOrNull()
            )),
        ];

    public static ImmutableArray<ContainerTemplate> Templates(this IEnumerable<Wire.Container> containers, Interner intern) =>
        [.. containers.Select(container => container.Template(intern))];

    public static ContainerTemplate Template(this Wire.Container container, Interner intern) =>
        intern.Value(
            new ContainerTemplate(intern.Text(container.Name), intern.Text(container.Image))
            {
                Requests = (container.Resources?.Requests).Resources(intern),
                Limits = (container.Resources?.Limits).Resources(intern),
                RestartsAlways = container.RestartPolicy == "Always",
            }
        );

    /// <summary>CPU, memory and ephemeral storage of a resource list.</summary>
    public static ResourceList Resources(this IDictionary<string, Wire.Quantity>? amounts, Interner intern) =>
        amounts is null or { Count: 0 }
            ? ResourceList.None
            : intern.Value(
                new ResourceList(amounts.Amount("cpu"), amounts.Amount("memory")) { EphemeralStorage = amounts.Amount("ephemeral-storage") }
            );

    public static double? Amount(this IDictionary<string, Wire.Quantity> amounts, string name) =>
        amounts.TryGetValue(name, out var quantity) ? State.Quantity.Parse(quantity.String) : null;

    private static ConditionStatus Status(string status) =>
        status switch
        {
            "True" => ConditionStatus.True,
            "False" => ConditionStatus.False,
            _ => ConditionStatus.Unknown,
        };
}
