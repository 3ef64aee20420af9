using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// The ConfigMaps and Secrets of a pod: those of the environment are needed to create a container, those of the volumes to create any.
/// </summary>
public static class ContainerSettings
{
    /// <summary>The kubelet's FailedMount message; null if all volumes can be mounted.</summary>
    public static string? Unmountable(Pod pod, ClusterState state)
    {
        foreach (var volume in pod.Spec.Volumes)
        {
            var missing = volume.VolumeSource switch
            {
                { ConfigMap: { Optional: false } map }
                    when state.Get<ConfigMap>(pod.Metadata.Namespace, map.LocalObjectReference.Name) is null =>
                    $"configmap \"{map.LocalObjectReference.Name}\" not found",
                { Secret: { Optional: false } secret } when state.Get<Secret>(pod.Metadata.Namespace, secret.SecretName) is null =>
                    $"secret \"{secret.SecretName}\" not found",
                _ => null,
            };
            if (missing is not null)
                return $"MountVolume.SetUp failed for volume \"{volume.Name}\" : {missing}";
        }

        return null;
    }

    /// <summary>The kubelet's message for a missing ConfigMap or Secret; null if there is none.</summary>
    public static string? Missing(Container container, string ns, ClusterState state)
    {
        foreach (var from in container.EnvFrom)
        {
            if (from.ConfigMapRef is { Optional: false } map && state.Get<ConfigMap>(ns, map.LocalObjectReference.Name) is null)
                return $"configmap \"{map.LocalObjectReference.Name}\" not found";
            if (from.SecretRef is { Optional: false } secret && state.Get<Secret>(ns, secret.LocalObjectReference.Name) is null)
                return $"secret \"{secret.LocalObjectReference.Name}\" not found";
        }

        return container.Env.Select(variable => Missing(variable.ValueFrom, ns, state)).FirstOrDefault(one => one is not null);
    }

    private static string? Missing(EnvVarSource? source, string ns, ClusterState state)
    {
        if (source?.ConfigMapKeyRef is { Optional: false } map)
        {
            var name = map.LocalObjectReference.Name;
            if (state.Get<ConfigMap>(ns, name) is not { } found)
                return $"configmap \"{name}\" not found";
            if (!found.Data.ContainsKey(map.Key) && !found.BinaryData.ContainsKey(map.Key))
                return $"couldn't find key {map.Key} in ConfigMap {ns}/{name}";
        }

        if (source?.SecretKeyRef is { Optional: false } secret)
        {
            var name = secret.LocalObjectReference.Name;
            if (state.Get<Secret>(ns, name) is not { } found)
                return $"secret \"{name}\" not found";
            if (!found.Data.ContainsKey(secret.Key))
                return $"couldn't find key {secret.Key} in Secret {ns}/{name}";
        }

        return null;
    }
}
