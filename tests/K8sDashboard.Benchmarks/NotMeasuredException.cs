namespace K8sDashboard.Benchmarks;

/// <summary>What a measurement needs is not there; the message says what to do.</summary>
internal sealed class NotMeasuredException(string message) : Exception(message);
