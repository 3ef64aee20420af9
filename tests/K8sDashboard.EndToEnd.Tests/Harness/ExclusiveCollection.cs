namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>Tests that run while no other does: what they do to the shared cluster would make the others fail.</summary>
[CollectionDefinition(nameof(ExclusiveCollection), DisableParallelization = true)]
public sealed class ExclusiveCollection;
