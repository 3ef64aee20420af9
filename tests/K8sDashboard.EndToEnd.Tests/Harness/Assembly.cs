using K8sDashboard.EndToEnd.Tests.Harness;

// One after the other: one of them stops the API server that all of them use.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Chromium))]
