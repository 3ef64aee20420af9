using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>The admission plugin DefaultTolerationSeconds: the default tolerations for not-ready and unreachable nodes.</summary>
public static class DefaultTolerations
{
    public const string NotReady = "node.kubernetes.io/not-ready";
    public const string Unreachable = "node.kubernetes.io/unreachable";
    private const string NoExecute = "NoExecute";
    private const long Seconds = 300;

    public static void Admit(PodSpec spec)
    {
        foreach (var trouble in (string[])[NotReady, Unreachable])
        {
            if (!spec.Tolerations.Any(one => (one.Key.Length == 0 || one.Key == trouble) && one.Effect is "" or NoExecute))
                spec.Tolerations.Add(Tolerate(trouble, Seconds));
        }
    }

    /// <summary>The admission plugin TaintNodesByCondition: a new node is tainted not-ready.</summary>
    public static void Admit(Node node)
    {
        const string NoSchedule = "NoSchedule";
        if (node.Status?.Conditions.Any(condition => condition is { Type: "Ready", Status: "True" }) is true)
            return;
        if (!node.Spec.Taints.Any(taint => taint is { Key: NotReady, Effect: NoSchedule }))
            node.Spec.Taints.Add(new Taint { Key = NotReady, Effect = NoSchedule });
    }

    /// <summary>Daemon pods tolerate both taints without a limit.</summary>
    public static void Stay(PodSpec spec)
    {
        foreach (var trouble in (string[])[NotReady, Unreachable])
            spec.Tolerations.Add(Tolerate(trouble, null));
    }

    private static Toleration Tolerate(string trouble, long? seconds)
    {
        var toleration = new Toleration
        {
            Key = trouble,
            Operator = "Exists",
            Effect = NoExecute,
        };
        if (seconds is { } named)
            toleration.TolerationSeconds = named;
        return toleration;
    }
}
