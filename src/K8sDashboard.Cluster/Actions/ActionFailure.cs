using K8sDashboard.Cluster.Connection;

namespace K8sDashboard.Cluster.Actions;

/// <summary>The result of an action whose request failed without effect.</summary>
internal static class ActionFailure
{
    public static ActionResult Of(ApiAnswer answer) =>
        answer switch
        {
            ApiAnswer.StatusError { Status: 401 or 403 } refusal => new ActionResult.Forbidden(refusal.Message),
            ApiAnswer.StatusError { Status: 409 } refusal => new ActionResult.Conflict(refusal.Message),
            ApiAnswer.StatusError refusal => new ActionResult.Rejected(refusal.Message),
            ApiAnswer.NotSent failure => new ActionResult.Rejected(
                $"Nothing was sent, the API server could not be reached: {failure.Message}"
            ),
            ApiAnswer.Lost failure => new ActionResult.Rejected(
                $"Nothing was changed, the API server could not be read: {failure.Message}"
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(answer)),
        };

    /// <summary>The text of a failed request.</summary>
    public static string Message(ApiAnswer answer) =>
        answer switch
        {
            ApiAnswer.StatusError refusal => refusal.Message,
            ApiAnswer.NotSent failure => failure.Message,
            ApiAnswer.Lost failure => failure.Message,
            _ => "",
        };
}
