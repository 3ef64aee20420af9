namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>Tests that run exclusively: what they do to the shared cluster would fail the others.</summary>
[CollectionDefinition(nameof(ExclusiveCollection), DisableParallelization = true)]
public sealed class ExclusiveCollection;
