using Xunit.Sdk;
using Xunit.v3;
using K8sDashboard.EndToEnd.Tests.Harness;

// One after the other: one of them stops the API server that all of them use.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(Chromium))]
