using System.Security.Cryptography;
using Google.Protobuf;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>The defaulting of Services and Secrets.</summary>
internal static class ServiceDefaults
{
    public static void Apply(Service service)
    {
        var spec = service.Spec ??= new ServiceSpec();
        if (spec.Type.Length == 0)
            spec.Type = "ClusterIP";
        if (spec.SessionAffinity.Length == 0)
            spec.SessionAffinity = "None";
        foreach (var port in spec.Ports)
        {
            if (port.Protocol.Length == 0)
                port.Protocol = "TCP";
            if (port.TargetPort is null or { Type: 0, IntVal: 0 })
                port.TargetPort = new IntOrString { IntVal = port.Port };
        }

        if (spec.Type == "ExternalName")
            return;
        if (spec.ClusterIP.Length == 0)
            spec.ClusterIP = Address(service.Metadata);
        if (spec.ClusterIPs.Count == 0)
            spec.ClusterIPs.Add(spec.ClusterIP);
        if (spec.IpFamilies.Count == 0)
            spec.IpFamilies.Add("IPv4");
        if (!spec.HasIpFamilyPolicy)
            spec.IpFamilyPolicy = "SingleStack";
        if (!spec.HasInternalTrafficPolicy)
            spec.InternalTrafficPolicy = "Cluster";
        if (spec.Type is "NodePort" or "LoadBalancer" && spec.ExternalTrafficPolicy.Length == 0)
            spec.ExternalTrafficPolicy = "Cluster";
    }

    /// <summary>Keeps the allocated cluster IP and ports if an update omits them.</summary>
    public static void Keep(Service before, Service after)
    {
        if (after.Spec is not { } spec || before.Spec is not { } was || spec.Type == "ExternalName" || was.Type == "ExternalName")
            return;
        if (spec.ClusterIP.Length == 0)
        {
            spec.ClusterIP = was.ClusterIP;
            spec.ClusterIPs.Clear();
            spec.ClusterIPs.Add(was.ClusterIPs);
        }

        foreach (var port in spec.Ports.Where(port => port.NodePort == 0))
            port.NodePort =
                was.Ports.FirstOrDefault(one =>
                    one.Port == port.Port && (one.Protocol == port.Protocol || port.Protocol.Length == 0)
                )?.NodePort
                ?? 0;
    }

    public static void Apply(Secret secret)
    {
        if (secret.Type.Length == 0)
            secret.Type = "Opaque";
        foreach (var (key, text) in secret.StringData)
            secret.Data[key] = ByteString.CopyFromUtf8(text);
        secret.StringData.Clear();
    }

    // Deterministic: the same Service gets the same cluster IP in each run, of 10.96.0.0/12 without its first addresses.
    private static string Address(ObjectMeta meta)
    {
        var hash = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{meta.Namespace}/{meta.Name}"));
        return $"10.{96 + (hash[0] & 0x0F)}.{hash[1]}.{1 + hash[2] % 254}";
    }
}
