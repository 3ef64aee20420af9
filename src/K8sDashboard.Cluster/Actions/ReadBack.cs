using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Actions;

/// <summary>Read-back after a write whose response was lost or a server error: whether it took effect.</summary>
internal sealed class ReadBack(ApiClient api, TimeProvider time)
{
    /// <summary>Between reads: the write may still be in flight at the first one.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public const int Looks = 3;

    public async Task<ActionOutcome> ResolveAsync(
        ClusterAction action,
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
            seen = await api.GetAsync(ActionPlanner.PathOf(action), CancellationToken.None);
            if (seen is not ApiAnswer.Success { Body: var after } || !ActionEffect.IsIn(after, action, before, now))
                continue;
            versions.Written = after.ResourceVersion();
            return new ActionOutcome.Done($"{ActionEffect.Words(action, before)} (the answer was lost; read back to be sure)");
        }

        return (answer, seen) switch
        {
            (ApiAnswer.StatusError { Status: not 504, IsOfApiServer: true } refusal, ApiAnswer.Success) => new ActionOutcome.Rejected(
                refusal.Message
            ),
            (_, ApiAnswer.Success) => new ActionOutcome.Unknown(
                $"{Why(answer)} Read back since: the change is not there, but it may still come. Look again before you repeat it."
            ),
            _ => new ActionOutcome.Unknown($"{Why(answer)} Reading back failed as well: {Why(seen)}"),
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
