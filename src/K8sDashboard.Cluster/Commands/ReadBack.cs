using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Commands;

/// <summary>Read-back after a write whose response was lost or a server error: whether it took effect.</summary>
internal sealed class ReadBack(ApiClient api, TimeProvider time)
{
    /// <summary>Between reads: the write may still be in flight at the first one.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public const int Looks = 3;

    public async Task<CommandOutcome> ResolveAsync(
        ClusterCommand command,
        LiveTarget before,
        DateTimeOffset now,
        ApiAnswer answer,
        Versions versions
    )
    {
        ApiAnswer seen = answer;
        for (var look = 0; look < Looks; look++)
        {
            if (look > 0)
                await Task.Delay(Pause, time, CancellationToken.None);
            seen = await api.GetAsync(CommandPlanner.PathOf(command), CancellationToken.None);
            if (seen is not ApiAnswer.Success { Body: var after } || !CommandEffect.IsIn(after, command, before, now))
                continue;
            versions.Written = after.ResourceVersion();
            return new CommandOutcome.Done($"{CommandEffect.Words(command, before)} (the answer was lost; read back to be sure)");
        }

        return (answer, seen) switch
        {
            (ApiAnswer.StatusError { Status: not 504, IsOfApiServer: true } refusal, ApiAnswer.Success) => new CommandOutcome.Rejected(
                refusal.Message
            ),
            (_, ApiAnswer.Success) => new CommandOutcome.Unknown(
                $"{Why(answer)} Read back since: the change is not there, but it may still come. Look again before you repeat it."
            ),
            _ => new CommandOutcome.Unknown($"{Why(answer)} Reading back failed as well: {Why(seen)}"),
        };
    }

    private static string Why(ApiAnswer answer) =>
        answer switch
        {
            ApiAnswer.StatusError refusal => refusal.Message,
            ApiAnswer.NotSent failure => failure.Message,
            ApiAnswer.Lost failure => failure.Message,
            _ => "",
        };
}
