namespace K8sDashboard.Faults;

/// <summary>The active faults, switched by a test while the dashboard runs; the newest matching one is applied.</summary>
public sealed class FaultRules
{
    private readonly Lock gate = new();
    private readonly List<Rule> rules = []; // bounded by the faults of a test

    private sealed class Rule(Func<Asked, bool> fits, Fault fault, int times)
    {
        public Fault Fault => fault;

        public int Times { get; set; } = times;

        public bool Fits(Asked asked) => Times > 0 && fits(asked);
    }

    /// <summary>Injects a fault into matching requests, until the result is disposed or the count is reached.</summary>
    public IDisposable On(Func<Asked, bool> fits, Fault fault, int times = int.MaxValue)
    {
        var rule = new Rule(fits, fault, times);
        lock (gate)
            rules.Insert(0, rule);
        return new Switch(() =>
        {
            lock (gate)
                rules.Remove(rule);
        });
    }

    internal Fault? For(Asked asked)
    {
        lock (gate)
        {
            if (rules.Find(rule => rule.Fits(asked)) is not { } rule)
                return null;
            rule.Times--;
            return rule.Fault;
        }
    }

    private sealed class Switch(Action off) : IDisposable
    {
        public void Dispose() => off();
    }
}
