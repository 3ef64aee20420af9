using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Demo.Serving;

/// <summary>The subresource <c>/exec</c>: a command in a container, over a WebSocket.</summary>
internal sealed class Execs(ObjectStore store, ApiServerOptions options, CancellationToken stopping)
{
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);
    private static readonly string[] Protocols = [ExecSocket.Fifth, ExecSocket.Fourth];

    public async Task RunAsync(ApiRequest request)
    {
        var pod = store.Get<Pod>(request.Call.Namespace, request.Call.Name) ?? throw ApiFailure.NotFound(request.Kind, request.Call.Name);
        var container = Container(pod, request.Query("container"));
        var command = request.Http.Request.Query["command"].OfType<string>().ToList();
        if (command.Count == 0)
            throw ApiFailure.BadRequest("you must specify at least one command for the container");
        if (!request.Http.WebSockets.IsWebSocketRequest)
            throw ApiFailure.BadRequest(NoWebSocket(request.Http.Request));
        var protocol =
            Protocols.FirstOrDefault(request.Http.WebSockets.WebSocketRequestedProtocols.Contains)
            ?? throw ApiFailure.BadRequest(
                $"unable to upgrade: none of the protocols is spoken here; those are {string.Join(", ", Protocols)}"
            );
        if (options.Shell is not { } shell)
            throw ApiFailure.BadRequest("commands are not simulated here");

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, stopping);
        using var socket = new ExecSocket(await request.Http.WebSockets.AcceptWebSocketAsync(protocol), request.Flag("tty"), ended.Token);
        using var left = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
        var receiving = ReceiveAsync(socket, left);
        if (!request.Flag("stdin"))
            socket.Streams.EndInput();
        var end = await shell.RunAsync(pod, container, command, socket.Streams, left.Token);
        await socket.EndAsync(Status(end));
        // Waits for the client's close frame, with a timeout.
        await Task.WhenAny(receiving, Task.Delay(Goodbye, options.Time, ended.Token));
    }

    private static async Task ReceiveAsync(ExecSocket socket, CancellationTokenSource left)
    {
        await socket.ReceiveAsync();
        await left.CancelAsync();
    }

    private static Container Container(Pod pod, string wanted)
    {
        if (pod.Status?.Phase is "Succeeded" or "Failed")
            throw ApiFailure.BadRequest($"cannot exec into a container in a completed pod; current phase is {pod.Status.Phase}");
        var name = ContainerChoice.Of(pod, wanted);
        if (
            pod.Status?.ContainerStatuses.Concat(pod.Status.InitContainerStatuses).FirstOrDefault(one => one.Name == name)?.State?.Running
            is null
        )
            throw new ApiFailure(500, "InternalError", $"unable to upgrade connection: container not found (\"{name}\")");
        return pod.Spec.Containers.Concat(pod.Spec.InitContainers).First(one => one.Name == name);
    }

    private static string NoWebSocket(HttpRequest request) =>
        request.Headers.Upgrade.ToString().StartsWith("SPDY", StringComparison.OrdinalIgnoreCase)
            ? "SPDY is not simulated: commands are run over WebSockets alone, as kubectl does from version 1.31 on"
            : "Upgrade request required";

    private static Status Status(ShellEnd end) =>
        end switch
        {
            { Fault: { } fault } => new Status
            {
                Metadata = new ListMeta(),
                Status_ = "Failure",
                Message = $"Internal error occurred: {fault}",
                Reason = "InternalError",
                Code = 500,
                Details = new StatusDetails { Causes = { new StatusCause { Message = fault } } },
            },
            { ExitCode: 0 } => new Status { Metadata = new ListMeta(), Status_ = "Success" },
            _ => new Status
            {
                Metadata = new ListMeta(),
                Status_ = "Failure",
                Message = $"command terminated with non-zero exit code: exit status {end.ExitCode}",
                Reason = "NonZeroExitCode",
                Details = new StatusDetails
                {
                    Causes =
                    {
                        new StatusCause { Reason = "ExitCode", Message = $"{end.ExitCode}" },
                    },
                },
            },
        };
}
