namespace K8sDashboard.Soak;

/// <summary>One row of the result: what was done, what was measured, and the limit.</summary>
internal sealed record Finding(string What, string Measured, string Must, bool Good);
