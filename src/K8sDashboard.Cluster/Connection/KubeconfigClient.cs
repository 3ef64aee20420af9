using k8s;
using k8s.Authentication;
using k8s.KubeConfigModels;

namespace K8sDashboard.Cluster.Connection;

/// <summary>The client's configuration of a context, with the tokens that the client library would not read, or not have anew.</summary>
internal static class KubeconfigClient
{
    /// <param name="config">All files, merged.</param>
    /// <param name="context">The context's name.</param>
    /// <param name="user">Its user; null where it names none.</param>
    /// <param name="file">The file that the user is from.</param>
    /// <param name="time">The clock.</param>
    public static KubernetesClientConfiguration Of(K8SConfiguration config, string context, User? user, FileInfo? file, TimeProvider time)
    {
        var path = user is null || file is null ? null : KubeconfigTokenFiles.Of(file, user.Name);
        // kubectl's rule: of a token and a file of tokens the file counts. The library asks for a token where there is nothing else.
        if (path is not null) user!.UserCredentials.Token = TokenFile.TokenIn(path);
        var client = KubernetesClientConfiguration.BuildConfigFromConfigObject(config, context);
        if (client.TokenProvider is ExecTokenProvider) client.TokenProvider = new RenewedToken(() => new ExecTokenProvider(user!.UserCredentials.ExternalExecution), time);
        else if (path is not null) client.TokenProvider = new RenewedToken(() => new TokenFile(path, time), time);
        return client;
    }
}
