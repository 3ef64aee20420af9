using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>The environment of a container, resolved from the current ConfigMaps and Secrets.</summary>
internal static class ContainerEnvironment
{
    public static SortedDictionary<string, string> Of(Pod pod, Container container, ObjectStore store)
    {
        var ns = pod.Metadata.Namespace;
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            ["HOSTNAME"] = pod.Metadata.Name,
            ["HOME"] = "/root",
        };
        if (store.Get<Service>("default", "kubernetes") is { } api)
            (variables["KUBERNETES_SERVICE_HOST"], variables["KUBERNETES_SERVICE_PORT"]) = (
                api.Spec.ClusterIP,
                $"{api.Spec.Ports[0].Port}"
            );
        foreach (var from in container.EnvFrom)
        {
            var map = from.ConfigMapRef is { } reference ? store.Get<ConfigMap>(ns, reference.LocalObjectReference.Name)?.Data : null;
            foreach (var (key, value) in map ?? [])
                variables[from.Prefix + key] = value;
            var secret = from.SecretRef is { } hidden ? store.Get<Secret>(ns, hidden.LocalObjectReference.Name)?.Data : null;
            foreach (var (key, value) in secret ?? [])
                variables[from.Prefix + key] = value.ToStringUtf8();
        }

        foreach (var variable in container.Env)
            variables[variable.Name] = variable.ValueFrom is { } source ? Value(source, pod, store) : variable.Value;
        return variables;
    }

    private static string Value(EnvVarSource source, Pod pod, ObjectStore store) =>
        source switch
        {
            { ConfigMapKeyRef: { } map } => store
                .Get<ConfigMap>(pod.Metadata.Namespace, map.LocalObjectReference.Name)
                ?.Data.GetValueOrDefault(map.Key)
                ?? "",
            { SecretKeyRef: { } secret } => store
                .Get<Secret>(pod.Metadata.Namespace, secret.LocalObjectReference.Name)
                ?.Data.GetValueOrDefault(secret.Key)
                ?.ToStringUtf8()
                ?? "",
            { FieldRef: { } field } => field.FieldPath switch
            {
                "metadata.name" => pod.Metadata.Name,
                "metadata.namespace" => pod.Metadata.Namespace,
                "metadata.uid" => pod.Metadata.Uid,
                "spec.nodeName" => pod.Spec.NodeName,
                "spec.serviceAccountName" => pod.Spec.ServiceAccountName,
                "status.podIP" => pod.Status?.PodIP ?? "",
                "status.hostIP" => pod.Status?.HostIP ?? "",
                _ => "",
            },
            _ => "",
        };
}
