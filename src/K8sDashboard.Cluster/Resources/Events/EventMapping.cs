using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Events;

/// <summary>Maps a core/v1 Event.</summary>
internal static class EventMapping
{
    public static ClusterEvent Map(Wire.Event source, Interner intern)
    {
        var subject = source.InvolvedObject ?? new();
        return new ClusterEvent(
            source.Metadata.Map(intern),
            new EventSubject(
                intern.Type(subject.ApiVersion, subject.Kind),
                new ObjectRef(intern.Text(subject.Namespace), VisibleText.Of(subject.Name)),
                subject.Uid
            )
        )
        {
            Type = intern.Text(source.Type),
            Reason = intern.Text(source.Reason),
            Message = intern.Text(source.Message),
            Count = Math.Max(1, source.Series?.Count ?? source.Count),
            FirstSeen = source.FirstTimestamp.AtOrNull() ?? source.EventTime.AtOrNull(),
            // Old recorders set the timestamps, new ones only eventTime and series: the order of kubectl's fallback.
            LastSeen =
                source.Series?.LastObservedTime.AtOrNull()
                ?? source.LastTimestamp.AtOrNull()
                ?? source.EventTime.AtOrNull()
                ?? source.Metadata.CreationTimestamp.At(),
            Source = intern.Text(source.Source?.Component is { Length: > 0 } component ? component : source.ReportingComponent),
            Host = intern.Text(source.Source?.Host is { Length: > 0 } host ? host : source.ReportingInstance),
            SubObject = intern.Text(subject.FieldPath),
        };
    }
}
