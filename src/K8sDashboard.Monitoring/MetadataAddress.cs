using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;

namespace K8sDashboard.Monitoring;

/// <summary>
/// Addresses of this machine's own network that no Prometheus has: a cloud's metadata service answers there, and gives credentials
/// to whoever asks from the machine.
/// </summary>
internal static class MetadataAddress
{
    // Clouds whose service has no link-local address: AWS and Google over IPv6, Alibaba, Azure's host, Oracle's first.
    private static readonly FrozenSet<IPAddress> Known = (
        (string[])["fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "168.63.129.16", "192.0.0.192"]
    )
        .Select(IPAddress.Parse)
        .ToFrozenSet();

    private static readonly FrozenSet<string> Names = (
        (string[])["metadata", "metadata.google.internal", "metadata.azure.internal", "instance-data", "instance-data.ec2.internal"]
    ).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>IPv4 in an IPv6 address (mapped, compatible, NAT64) stands in its last four bytes.</summary>
    private static readonly byte[][] Carriers =
    [
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff],
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0],
    ];

    /// <summary>True for a host as it stands in an address: a name, or a number in any of its spellings, which <see cref="Uri"/> has made one.</summary>
    public static bool Is(string host)
    {
        var name = host.TrimEnd('.');
        return IPAddress.TryParse(name, out var address) ? Is(address) : Names.Contains(name);
    }

    /// <summary>True for what a name was resolved to.</summary>
    public static bool Is(IPAddress address)
    {
        if (address.AddressFamily is AddressFamily.InterNetwork)
            return address.GetAddressBytes() is [169, 254, ..] || Known.Contains(address);
        var bytes = address.GetAddressBytes();
        if (Carriers.Any(carrier => bytes.AsSpan().StartsWith(carrier)))
            return Is(new IPAddress(bytes.AsSpan(12)));
        // Without its zone, which says from which interface and not to whom.
        return address.IsIPv6LinkLocal || Known.Contains(new IPAddress(bytes));
    }
}
