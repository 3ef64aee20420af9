using System.Net;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>The host of a target's <c>instance</c>, in canonical form for comparisons.</summary>
internal static class TargetHost
{
    /// <summary><c>10.0.0.5:9100</c>, <c>[fd00:0:0::5]:9100</c>, <c>fd00::5</c> and <c>node1:9100</c> without port and brackets.</summary>
    public static string Of(string instance) => Canonical(WithoutPort(instance));

    /// <summary>The RFC 5952 form of an IPv6 address, without its zone; an IPv4-mapped one becomes IPv4; other text is unchanged.</summary>
    public static string Canonical(string host)
    {
        // .NET would parse 10.1 and 0x0a000001 as addresses; to Prometheus they are names.
        if (!host.Contains(':') || !IPAddress.TryParse(host.Split('%')[0], out var address))
            return host;
        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
    }

    private static string WithoutPort(string instance)
    {
        if (instance.StartsWith('['))
            return instance[1..].Split(']')[0];
        var colon = instance.LastIndexOf(':');
        return colon < 0 || instance.IndexOf(':') != colon ? instance : instance[..colon];
    }
}
