using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Serving;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>A small shell in every container, for a look around; unsupported commands say that they are.</summary>
public sealed class ContainerShell(ObjectStore store, TimeProvider time) : IPodShell
{
    private static readonly string[] Shells = ["sh", "bash", "ash"];

    public async Task<ShellEnd> RunAsync(
        Pod pod,
        Container container,
        IReadOnlyList<string> command,
        ShellStreams streams,
        CancellationToken stop
    )
    {
        var session = new ShellSession(pod, container, store, streams, time);
        var program = command[0].Split('/')[^1];
        if (!Shells.Contains(program))
        {
            return ShellCommands.Knows(program)
                ? new ShellEnd(await session.RunAsync([program, .. command.Skip(1)], stop))
                : new ShellEnd(
                    127,
                    "error executing command in container: OCI runtime exec failed: exec failed: unable to start container "
                        + $"process: exec: \"{command[0]}\": executable file not found in $PATH: unknown"
                );
        }

        var script = command.SkipWhile(word => word is not ("-c" or "-lc" or "-ec")).Skip(1).FirstOrDefault();
        if (script is null)
            return new ShellEnd(await session.ReadAsync(stop));
        await session.RunScriptAsync(script, stop);
        return new ShellEnd(session.LastCode);
    }
}
