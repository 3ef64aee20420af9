using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>Resolves the container of a pod request.</summary>
internal static class ContainerChoice
{
    /// <summary>The named container, or the only one.</summary>
    public static string Of(Pod pod, string wanted)
    {
        var regular = pod.Spec.Containers.Select(container => container.Name).ToList();
        var initial = pod.Spec.InitContainers.Select(container => container.Name).ToList();
        if (wanted.Length > 0)
        {
            return regular.Contains(wanted) || initial.Contains(wanted)
                ? wanted
                : throw ApiFailure.BadRequest($"container {wanted} is not valid for pod {pod.Metadata.Name}");
        }

        if (regular.Count == 1)
            return regular[0];
        var init = initial.Count > 0 ? $" or one of the init containers: [{string.Join(' ', initial)}]" : "";
        throw ApiFailure.BadRequest(
            $"a container name must be specified for pod {pod.Metadata.Name}, choose one of: [{string.Join(' ', regular)}]{init}"
        );
    }
}
