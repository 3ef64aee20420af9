using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>Pods behind a Service for which its target ports resolve to the same numbers: named ports are resolved per pod.</summary>
/// <param name="Ports">The Service's ports with their numbers in these pods; without those that the pods do not define.</param>
/// <param name="Pods">The pods, sorted by name.</param>
internal sealed record EndpointGroup(IReadOnlyList<(ServicePort Port, int Number)> Ports, IReadOnlyList<Pod> Pods)
{
    public static IReadOnlyList<EndpointGroup> Of(Service service, IEnumerable<Pod> pods) =>
        [
            .. pods.Select(pod => (Pod: pod, Ports: PortsOf(service, pod)))
                .GroupBy(one => string.Join(',', one.Ports.Select(port => $"{port.Port.Name}={port.Number}")))
                .Select(group => new EndpointGroup(group.First().Ports, [.. group.Select(one => one.Pod)])),
        ];

    private static List<(ServicePort Port, int Number)> PortsOf(Service service, Pod pod) =>
        [.. from port in service.Spec.Ports let number = NumberOf(port, pod) where number is not null select (port, number.Value)];

    private static int? NumberOf(ServicePort port, Pod pod) =>
        port.TargetPort switch
        {
            null or { Type: 0, IntVal: 0 } => port.Port,
            { Type: 0 } number => number.IntVal,
            var name => pod
                .Spec.Containers.Concat(pod.Spec.InitContainers.Where(init => init.RestartPolicy == "Always"))
                .SelectMany(container => container.Ports)
                .FirstOrDefault(one => one.Name == name.StrVal && one.Protocol == port.Protocol)
                ?.ContainerPort_,
        };
}
