namespace K8sDashboard.Soak;

/// <summary>One line of the table: what was done, what came of it, and whether that is good enough.</summary>
internal sealed record Finding(string What, string Measured, string Must, bool Good);
