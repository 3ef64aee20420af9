namespace K8sDashboard.Benchmarks;

/// <summary>A precondition of a measurement is missing; the message says how to provide it.</summary>
internal sealed class NotMeasuredException(string message) : Exception(message);
