using K8sDashboard.EndToEnd.Tests.Harness;
using Xunit.Sdk;
using Xunit.v3;

// Two classes at a time: most of what they do is to wait for a fault, a scrape or a rollout. Each has namespaces and dashboards of its own;
// what disturbs the cluster that all of them share is in ExclusiveCollection.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]
[assembly: AssemblyFixture(typeof(Chromium))]
