namespace K8sDashboard.Cluster.State;

/// <summary>One entry of <c>status.conditions</c>: what it says, which many objects share, and since when.</summary>
public sealed record Condition
{
    private readonly PackedTime since;

    public Condition(string type, ConditionStatus status, string reason, string message, DateTimeOffset? since)
        : this(new ConditionWords(type, status, reason, message), since) { }

    public Condition(ConditionWords words, DateTimeOffset? since)
    {
        Words = words;
        this.since = new(since);
    }

    public ConditionWords Words { get; }

    public string Type => Words.Type;

    public ConditionStatus Status => Words.Status;

    public string Reason => Words.Reason;

    public string Message => Words.Message;

    public DateTimeOffset? Since => since.Value;
}

/// <summary>A condition without its time: of ten thousand healthy pods all say the same four.</summary>
public sealed record ConditionWords(string Type, ConditionStatus Status, string Reason, string Message);

/// <summary>A condition's three values; <c>Unknown</c> is what the control plane says when a node stops reporting.</summary>
public enum ConditionStatus
{
    Unknown,
    True,
    False,
}
