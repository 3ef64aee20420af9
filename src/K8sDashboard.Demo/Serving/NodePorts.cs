using System.Security.Cryptography;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>Allocates the node ports of Services, and refuses allocated ones.</summary>
internal sealed class NodePorts(ObjectStore store)
{
    private const int First = 30_000;
    private const int Count = 2_768;

    private readonly Lock gate = new(); // held from the look-up to the write

    /// <summary>Stores a Service with its node ports.</summary>
    /// <param name="service">The Service to store.</param>
    /// <param name="before">The stored one; null for a create.</param>
    /// <param name="write">Stores it.</param>
    /// <exception cref="ApiFailure">A port is allocated, out of range, or not allowed by the type; or the range is full.</exception>
    public T Give<T>(Service service, Service? before, Func<T> write)
    {
        lock (gate)
        {
            Give(service, before);
            return write();
        }
    }

    private void Give(Service service, Service? before)
    {
        var spec = service.Spec;
        var opens = Opens(service);
        // Node ports are released with the type; setting them for another type is a fault.
        if (!opens && before is not null && Opens(before))
            foreach (var port in spec.Ports.Where(port => before.Spec.Ports.Any(old => old.NodePort == port.NodePort)))
                port.NodePort = 0;
        var taken = store
            .List<Service>()
            .Where(other => (other.Metadata.Namespace, other.Metadata.Name) != (service.Metadata.Namespace, service.Metadata.Name))
            .SelectMany(other => other.Spec.Ports)
            .Select(port => port.NodePort)
            .Where(port => port > 0)
            .ToHashSet();
        var faults = new List<FieldFault>();
        for (var index = 0; index < spec.Ports.Count; index++)
        {
            var (number, field) = (spec.Ports[index].NodePort, $"spec.ports[{index}].nodePort");
            if (number == 0)
                continue;
            if (!opens)
                faults.Add(FieldFault.Forbidden(field, $"may not be used when `type` is '{spec.Type}'"));
            else if (number is < First or >= First + Count)
                faults.Add(
                    FieldFault.Invalid(
                        field,
                        $"{number}",
                        $"provided port is not in the valid range. The range of valid ports is {First}-{First + Count - 1}"
                    )
                );
            else if (!taken.Add(number))
                faults.Add(FieldFault.Invalid(field, $"{number}", "provided port is already allocated"));
        }

        if (faults.Count > 0)
            throw ApiFailure.Invalid(Kinds.Of<Service>(), service.Metadata.Name, faults);
        if (!opens)
            return;
        foreach (var port in spec.Ports.Where(port => port.NodePort == 0))
            port.NodePort = Choose($"{service.Metadata.Namespace}/{service.Metadata.Name}/{port.Name}", taken);
    }

    private static bool Opens(Service service) => service.Spec.Type is "NodePort" or "LoadBalancer";

    // Deterministic: the same port of the same Service gets the same number in each run, if free.
    private static int Choose(string whose, HashSet<int> taken)
    {
        var start = BitConverter.ToUInt16(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(whose)));
        for (var tries = 0; tries < Count; tries++)
        {
            if (First + ((start + tries) % Count) is var number && taken.Add(number))
                return number;
        }

        throw ApiFailure.Internal("failed to allocate a nodePort: range is full");
    }
}
