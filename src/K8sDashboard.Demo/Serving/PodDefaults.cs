using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>The defaulting of pod specs.</summary>
internal static class PodDefaults
{
    public static void Apply(PodSpec spec)
    {
        if (spec.RestartPolicy.Length == 0)
            spec.RestartPolicy = "Always";
        if (!spec.HasTerminationGracePeriodSeconds)
            spec.TerminationGracePeriodSeconds = 30;
        if (spec.DnsPolicy.Length == 0)
            spec.DnsPolicy = "ClusterFirst";
        if (spec.SchedulerName.Length == 0)
            spec.SchedulerName = "default-scheduler";
        if (spec.ServiceAccountName.Length > 0)
            spec.ServiceAccount = spec.ServiceAccountName;
        spec.SecurityContext ??= new PodSecurityContext();
        foreach (var container in spec.Containers.Concat(spec.InitContainers))
            Fill(container);
        foreach (var volume in spec.Volumes)
            Fill(volume);
    }

    private static void Fill(Container container)
    {
        container.Resources ??= new ResourceRequirements();
        if (container.TerminationMessagePath.Length == 0)
            container.TerminationMessagePath = "/dev/termination-log";
        if (container.TerminationMessagePolicy.Length == 0)
            container.TerminationMessagePolicy = "File";
        if (container.ImagePullPolicy.Length == 0)
            container.ImagePullPolicy = IsLatest(container.Image) ? "Always" : "IfNotPresent";
        foreach (var port in container.Ports.Where(port => port.Protocol.Length == 0))
            port.Protocol = "TCP";
        foreach (var probe in new[] { container.LivenessProbe, container.ReadinessProbe, container.StartupProbe }.OfType<Probe>())
            Fill(probe);
        // A request defaults to the limit.
        foreach (var (name, limit) in container.Resources.Limits)
            container.Resources.Requests.TryAdd(name, limit.Clone());
        foreach (var variable in container.Env)
        {
            if (variable.ValueFrom?.FieldRef is { ApiVersion.Length: 0 } field)
                field.ApiVersion = "v1";
        }
    }

    private static void Fill(Probe probe)
    {
        if (probe.TimeoutSeconds == 0)
            probe.TimeoutSeconds = 1;
        if (probe.PeriodSeconds == 0)
            probe.PeriodSeconds = 10;
        if (probe.SuccessThreshold == 0)
            probe.SuccessThreshold = 1;
        if (probe.FailureThreshold == 0)
            probe.FailureThreshold = 3;
        if (probe.Handler?.HttpGet is not { } http)
            return;
        if (http.Path.Length == 0)
            http.Path = "/";
        if (http.Scheme.Length == 0)
            http.Scheme = "HTTP";
    }

    private static void Fill(Volume volume)
    {
        const int ReadByAll = 420;
        if (volume.VolumeSource?.Secret is { HasDefaultMode: false } secret)
            secret.DefaultMode = ReadByAll;
        if (volume.VolumeSource?.ConfigMap is { HasDefaultMode: false } map)
            map.DefaultMode = ReadByAll;
        if (volume.VolumeSource?.Projected is { HasDefaultMode: false } projected)
            projected.DefaultMode = ReadByAll;
        if (volume.VolumeSource?.HostPath is { HasType: false } path)
            path.Type = "";
    }

    // The pull policy defaults to Always for the tag "latest", explicit or implied; a digest is immutable.
    private static bool IsLatest(string image)
    {
        if (image.Contains('@', StringComparison.Ordinal))
            return false;
        var name = image[(image.LastIndexOf('/') + 1)..];
        return !name.Contains(':', StringComparison.Ordinal) || name.EndsWith(":latest", StringComparison.Ordinal);
    }
}
