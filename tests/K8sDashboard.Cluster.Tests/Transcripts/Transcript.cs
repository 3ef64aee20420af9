namespace K8sDashboard.Cluster.Tests.Transcripts;

/// <summary>A recorded response of a real API server.</summary>
internal static class Transcript
{
    /// <summary>The last version that serves slices as v1beta1 only.</summary>
    public const string Kubernetes120 = "kubernetes-1.20";

    private const string Newest = "kubernetes-1.36";

    public static byte[] Bytes(string name, string server = Newest) => File.ReadAllBytes(PathOf(name, server));

    public static string Text(string name, string server = Newest) => File.ReadAllText(PathOf(name, server));

    private static string PathOf(string name, string server) => Path.Combine(AppContext.BaseDirectory, "Transcripts", server, name);
}
