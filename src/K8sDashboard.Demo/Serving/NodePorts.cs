using System.Security.Cryptography;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>Gives the ports of Services that nodes open a number each, and refuses numbers that another Service has.</summary>
internal static class NodePorts
{
    private const int First = 30_000;
    private const int Last = 32_767;

    /// <exception cref="ApiFailure">A number is taken, or outside the range.</exception>
    public static void Give(ObjectStore store, Service service)
    {
        var spec = service.Spec;
        if (spec.Type is not ("NodePort" or "LoadBalancer"))
        {
            foreach (var port in spec.Ports) port.NodePort = 0;
            return;
        }

        var taken = store.List<Service>().Where(other => (other.Metadata.Namespace, other.Metadata.Name) != (service.Metadata.Namespace, service.Metadata.Name))
            .SelectMany(other => other.Spec.Ports).Select(port => port.NodePort).Where(port => port > 0).ToHashSet();
        var faults = spec.Ports.Select((port, index) => FaultOf(port, index, taken)).OfType<FieldFault>().ToList();
        if (faults.Count > 0) throw ApiFailure.Invalid(Kinds.Of<Service>(), service.Metadata.Name, faults);
        taken.UnionWith(spec.Ports.Select(port => port.NodePort));
        foreach (var port in spec.Ports.Where(port => port.NodePort == 0)) port.NodePort = Choose($"{service.Metadata.Namespace}/{service.Metadata.Name}/{port.Name}", taken);
    }

    private static FieldFault? FaultOf(ServicePort port, int index, HashSet<int> taken)
    {
        var field = $"spec.ports[{index}].nodePort";
        if (port.NodePort is not 0 and (< First or > Last)) return FieldFault.Invalid(field, $"{port.NodePort}", $"provided port is not in the valid range. The range of valid ports is {First}-{Last}");
        return taken.Contains(port.NodePort) ? FieldFault.Invalid(field, $"{port.NodePort}", "provided port is already allocated") : null;
    }

    // The same port of the same Service gets the same number in each run, where it is free.
    private static int Choose(string whose, HashSet<int> taken)
    {
        var slot = BitConverter.ToUInt16(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(whose))) % (Last - First + 1);
        while (!taken.Add(First + slot)) slot = (slot + 1) % (Last - First + 1);
        return First + slot;
    }
}
