using Xunit.Sdk;
using Xunit.v3;

// More threads than processors: these tests wait for loopback round trips and virtual time, and hardly compute.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 6)]
