using System.Globalization;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Encoding;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>The log subresource: the tail, or the lines since a time; with follow, new lines until the pod is gone.</summary>
internal sealed class LogStream(ObjectStore store, ApiServerOptions options, CancellationToken stopping)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task RunAsync(ApiRequest request)
    {
        var pod = store.Get<Pod>(request.Call.Namespace, request.Call.Name) ?? throw ApiFailure.NotFound(request.Kind, request.Call.Name);
        var container = ContainerChoice.Of(pod, request.Query("container"));
        if (pod.Spec.NodeName.Length == 0)
        {
            // There is no kubelet on this node.
            request.Http.Response.StatusCode = 204;
            return;
        }

        var lines = Started(pod, container, request.Flag("previous"), Since(request));
        if (request.Number("tailLines") is { } tail)
            lines = tail < 0 ? throw Negative("tailLines", tail) : [.. lines.TakeLast((int)Math.Min(tail, int.MaxValue))];
        request.Http.Response.ContentType = "text/plain";
        var output = new LogOutput(request);
        var last = await output.WriteAsync(lines);
        if (request.Flag("follow") && !request.Flag("previous"))
            await FollowAsync(request, container, last ?? options.Time.GetUtcNow(), output);
    }

    private async Task FollowAsync(ApiRequest request, string container, DateTimeOffset last, LogOutput output)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, stopping);
        while (!output.IsFull)
        {
            await Task.Delay(Pause, options.Time, ended.Token);
            if (store.Get<Pod>(request.Call.Namespace, request.Call.Name) is not { } pod)
                return;
            last = await output.WriteAsync(options.Logs?.Read(pod, container, previous: false, last) ?? []) ?? last;
            if (Status(pod, container)?.State?.Terminated is not null)
                return;
        }
    }

    private IEnumerable<LogLine> Started(Pod pod, string container, bool previous, DateTimeOffset since)
    {
        var status = Status(pod, container);
        if (status?.State?.Waiting is { } waiting && !previous && status.LastState?.Terminated is null)
            throw ApiFailure.BadRequest($"container \"{container}\" in pod \"{pod.Metadata.Name}\" is waiting to start: {Why(waiting)}");
        // No status from the kubelet yet means that the container has not started; after an eviction there is no log.
        if (status is null && !previous)
            throw ApiFailure.BadRequest(
                $"container \"{container}\" in pod \"{pod.Metadata.Name}\" is "
                    + $"{(pod.Status?.Phase is "" or "Pending" or null ? "waiting to start: ContainerCreating" : "not available")}"
            );
        if (options.Logs is null)
            return [];
        return options.Logs.Read(pod, container, previous, since)
            ?? throw ApiFailure.BadRequest($"previous terminated container \"{container}\" in pod \"{pod.Metadata.Name}\" not found");
    }

    private DateTimeOffset Since(ApiRequest request)
    {
        if (request.Number("sinceSeconds") is { } seconds)
            return seconds > 0 ? options.Time.GetUtcNow().AddSeconds(-seconds) : throw Negative("sinceSeconds", seconds);
        return Timestamps.TryRead(request.Query("sinceTime"), out var moment) ? moment : DateTimeOffset.MinValue;
    }

    private static ContainerStatus? Status(Pod pod, string container) =>
        (pod.Status ?? new PodStatus()) is var status
            ? status.ContainerStatuses.Concat(status.InitContainerStatuses).FirstOrDefault(one => one.Name == container)
            : null;

    private static string Why(ContainerStateWaiting waiting) =>
        waiting.Reason switch
        {
            "" => "ContainerCreating",
            "ImagePullBackOff" or "ErrImagePull" => $"trying and failing to pull image",
            var reason => reason,
        };

    private static ApiFailure Negative(string field, long value) =>
        new(
            422,
            "Invalid",
            string.Create(
                CultureInfo.InvariantCulture,
                $"PodLogOptions \"\" is invalid: {field}: Invalid value: {value}: must be greater than or equal to 0"
            )
        );
}
