namespace K8sDashboard.Cluster.Tests.Transcripts;

/// <summary>A recorded answer of a real API server.</summary>
internal static class Transcript
{
    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public static string Text(string name) => File.ReadAllText(PathOf(name));

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Transcripts", "kubernetes-1.36", name);
}
