using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Actions;

/// <summary>Read-back after a write whose response was lost or a server error: whether it took effect.</summary>
internal sealed class ReadBack(ApiClient api, TimeProvider time)
{
    /// <summary>Between reads: the write may still be in flight at the first one.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public const int Looks = 3;

    public async Task<ActionResult> ResolveAsync(
        IResourceAction action,
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
            seen = await api.GetAsync(action.Path, CancellationToken.None);
            var after = (seen as ApiAnswer.Success)?.Body;
            var isGone = seen is ApiAnswer.StatusError { Status: 404, IsOfApiServer: true };
            if ((after is null && !isGone) || !action.IsApplied(after, before, now))
                continue;
            versions.Written = after?.ResourceVersion() ?? "";
            return new ActionResult.Done($"{action.Description(before)} (the answer was lost; read back to be sure)");
        }

        return (answer, seen) switch
        {
            (ApiAnswer.StatusError { Status: not 504, IsOfApiServer: true } refusal, ApiAnswer.Success) => new ActionResult.Rejected(
                refusal.Message
            ),
            (_, ApiAnswer.Success) => new ActionResult.Unknown(
                $"{ActionFailure.Message(answer)} Read back since: the change is not there, "
                    + "but it may still come. Look again before you repeat it."
            ),
            _ => new ActionResult.Unknown($"{ActionFailure.Message(answer)} Reading back failed as well: {ActionFailure.Message(seen)}"),
        };
    }
}
