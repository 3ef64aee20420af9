using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Actions;

/// <summary>
/// The audit log of writes: one line for each, whatever its result. Without the server's message, which may quote secret values.
/// </summary>
internal static partial class ActionLog
{
    public static void Write(this ILogger log, Actor actor, IResourceAction action, Versions versions, ActionResult result)
    {
        if (!log.IsEnabled(LogLevel.Information))
            return;
        var user = VisibleText.OneLine(actor.Name);
        var target = VisibleText.OneLine(action.Target.Ref.ToString());
        var uid = VisibleText.OneLine(action.Target.Uid);
        log.Line(user, action.Definition.Verb, action.Target.Type.Kind, target, uid, versions.Read, versions.Written, result.Name);
    }

    [LoggerMessage(
        EventId = 300,
        Level = LogLevel.Information,
        Message = "Write: user {User}, {Verb} {Kind} {Target}, uid {Uid}, "
            + "version read {VersionRead}, written {VersionWritten}, result {Result}"
    )]
    private static partial void Line(
        this ILogger log,
        string user,
        string verb,
        string kind,
        string target,
        string uid,
        string versionRead,
        string versionWritten,
        string result
    );
}
