using K8sDashboard.EndToEnd.Tests.Harness;
using Xunit.Sdk;
using Xunit.v3;

// Two test classes in parallel: most of their time is spent waiting for a fault, a scrape or a rollout. Each has its own namespaces and
// dashboards; tests that disturb the shared cluster are in ExclusiveCollection.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]
[assembly: AssemblyFixture(typeof(Chromium))]
