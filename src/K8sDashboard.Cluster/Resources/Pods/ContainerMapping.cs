using System.Collections.Immutable;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>Maps one container of a spec.</summary>
internal static class ContainerMapping
{
    public static ContainerDetail Map(JsonObject container) =>
        new()
        {
            Name = container.Text("name"),
            Image = container.Text("image"),
            PullPolicy = container.Text("imagePullPolicy"),
            Command = [.. container.Texts("command")],
            Arguments = [.. container.Texts("args")],
            Ports = [.. container.Items("ports").Select(Port)],
            Probes = [.. Probes(container)],
            Environment = [.. container.Items("envFrom").Select(Source), .. container.Items("env").Select(Variable)],
            Mounts =
            [
                .. container
                    .Items("volumeMounts")
                    .Select(mount => new Mount(
                        mount.Text("mountPath"),
                        mount.Text("name"),
                        mount.Text("subPath"),
                        mount.Truth("readOnly")
                    )),
            ],
            Requests = Labels.Of(container.Pairs("resources", "requests")),
            Limits = Labels.Of(container.Pairs("resources", "limits")),
        };

    private static ContainerPort Port(JsonObject port) =>
        new(
            port.Text("name"),
            (int)(port.Whole("containerPort") ?? 0),
            port.Text("protocol") is { Length: > 0 } protocol ? protocol : "TCP",
            (int?)port.Whole("hostPort")
        );

    private static IEnumerable<Probe> Probes(JsonObject container)
    {
        foreach (
            var (kind, field) in ((string, string)[])
                [("Startup", "startupProbe"), ("Liveness", "livenessProbe"), ("Readiness", "readinessProbe")]
        )
            if (container.At(field) is JsonObject probe)
                yield return new(kind, Action(probe), Timing(probe));
    }

    private static string Action(JsonObject probe)
    {
        if (probe.At("httpGet") is { } http)
        {
            var scheme = http.Text("scheme") is { Length: > 0 } named ? named.ToLowerInvariant() : "http";
            return $"http-get {scheme}://{http.Text("host")}:{http.NumberOrText("port")}{http.Text("path")}";
        }

        if (probe.At("tcpSocket") is { } tcp)
            return $"tcp-socket {tcp.Text("host")}:{tcp.NumberOrText("port")}";
        if (probe.At("grpc") is { } grpc)
            return $"grpc :{grpc.NumberOrText("port")} {grpc.Text("service")}".TrimEnd();
        return $"exec [{string.Join(' ', probe.Texts("exec", "command"))}]";
    }

    private static string Timing(JsonObject probe) =>
        $"delay={probe.Whole("initialDelaySeconds") ?? 0}s timeout={probe.Whole("timeoutSeconds") ?? 1}s "
        + $"period={probe.Whole("periodSeconds") ?? 10}s "
        + $"#success={probe.Whole("successThreshold") ?? 1} #failure={probe.Whole("failureThreshold") ?? 3}";

    private static EnvironmentVariable Variable(JsonObject variable) =>
        new(variable.Text("name"), variable.Text("value"), From(variable.At("valueFrom")));

    private static string From(JsonNode? source) =>
        (source as JsonObject)?.FirstOrDefault() switch
        {
            { Key: "secretKeyRef", Value: var key } => $"key {key.Text("key")} of Secret {key.Text("name")}",
            { Key: "configMapKeyRef", Value: var key } => $"key {key.Text("key")} of ConfigMap {key.Text("name")}",
            { Key: "fieldRef", Value: var field } => field.Text("fieldPath"),
            { Key: "resourceFieldRef", Value: var field } => $"{field.Text("containerName")} {field.Text("resource")}".TrimStart(),
            { Key: { } other } => other,
            _ => "",
        };

    private static EnvironmentVariable Source(JsonObject source) =>
        new(
            source.Text("prefix"),
            "",
            source.At("secretRef") is { } secret
                ? $"all keys of Secret {secret.Text("name")}"
                : $"all keys of ConfigMap {source.Text("configMapRef", "name")}"
        );
}
