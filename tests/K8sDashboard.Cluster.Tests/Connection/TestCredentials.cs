using K8sDashboard.Cluster.Connection.Authentication;

namespace K8sDashboard.Cluster.Tests.Connection;

/// <summary>Credentials without a kubeconfig.</summary>
internal static class TestCredentials
{
    /// <summary>A static token.</summary>
    public static CredentialCache Token(string token) =>
        new(new KubeconfigCredentials(new() { Token = token }, TimeProvider.System), TimeProvider.System);
}
