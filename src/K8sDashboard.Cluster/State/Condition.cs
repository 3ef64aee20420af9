namespace K8sDashboard.Cluster.State;

/// <summary>One entry of <c>status.conditions</c>: the interned text, shared by many objects, and its transition time.</summary>
public sealed record Condition
{
    private readonly PackedTime since;

    public Condition(string type, ConditionStatus status, string reason, string message, DateTimeOffset? since)
        : this(new ConditionWords(type, status, reason, message), since) { }

    public Condition(ConditionWords text, DateTimeOffset? since)
    {
        Words = text;
        this.since = new(since);
    }

    public ConditionWords Words { get; }

    public string Type => Words.Type;

    public ConditionStatus Status => Words.Status;

    public string Reason => Words.Reason;

    public string Message => Words.Message;

    public DateTimeOffset? Since => since.Value;
}

/// <summary>A condition without its time, interned: ten thousand healthy pods have the same four.</summary>
public sealed record ConditionWords(string Type, ConditionStatus Status, string Reason, string Message);

/// <summary>A condition's status; the control plane sets <c>Unknown</c> when a node stops reporting.</summary>
public enum ConditionStatus
{
    Unknown,
    True,
    False,
}
