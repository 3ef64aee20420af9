using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;

namespace K8sDashboard.Monitoring;

/// <summary>
/// SSRF guard: cloud metadata addresses, which are never a Prometheus and return credentials to any client on the machine.
/// </summary>
internal static class MetadataAddress
{
    // Metadata services without a link-local address: AWS and Google over IPv6, Alibaba, Azure's host, Oracle's first.
    private static readonly FrozenSet<IPAddress> Known = (
        (string[])["fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "168.63.129.16", "192.0.0.192"]
    )
        .Select(IPAddress.Parse)
        .ToFrozenSet();

    private static readonly FrozenSet<string> Names = (
        (string[])["metadata", "metadata.google.internal", "metadata.azure.internal", "instance-data", "instance-data.ec2.internal"]
    ).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Prefixes of IPv6 addresses that embed IPv4 (mapped, compatible, NAT64) in the last four bytes.</summary>
    private static readonly byte[][] Carriers =
    [
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff],
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0],
    ];

    /// <summary>For the host of a URL: a name, or an address in any notation, which <see cref="Uri"/> has normalized.</summary>
    public static bool Is(string host)
    {
        var name = host.TrimEnd('.');
        return IPAddress.TryParse(name, out var address) ? Is(address) : Names.Contains(name);
    }

    /// <summary>For an address that a name was resolved to.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.AddressFamily is AddressFamily.InterNetwork)
            return address.GetAddressBytes() is [169, 254, ..] || Known.Contains(address);
        var bytes = address.GetAddressBytes();
        if (Carriers.Any(carrier => bytes.AsSpan().StartsWith(carrier)))
            return Is(new IPAddress(bytes.AsSpan(12)));
        // Without the zone, which only names the outgoing interface.
        return address.IsIPv6LinkLocal || Known.Contains(new IPAddress(bytes));
    }
}
