using k8s;
using k8s.Exceptions;
using k8s.KubeConfigModels;
using YamlDotNet.Core;

namespace K8sDashboard.Cluster.Connection;

/// <summary>Finds and reads the user's kubeconfig as kubectl does: the named file, else <c>$KUBECONFIG</c> (several files, merged), else <c>~/.kube/config</c>.</summary>
internal static class KubeconfigFiles
{
    /// <summary>Null where no file was named and none is in the usual places.</summary>
    /// <exception cref="StartupException">A named file is missing, a file is broken, or it lacks what its context names.</exception>
    public static ClusterIdentity? Read(ClusterOptions options, TimeProvider time)
    {
        var files = Locate(options);
        if (files.Length == 0) return null;
        var names = string.Join(", ", files.Select(file => file.FullName));
        try
        {
            var configs = files.Select(file => (File: file, Config: WithFullPaths(KubernetesClientConfiguration.LoadKubeConfig(file)))).ToList();
            var config = configs.Select(one => one.Config).Aggregate(Merge);
            var context = Context(config, options.Context, names);
            if (context.ContextDetails?.Namespace is { Length: > 0 } wanted && !KubeName.IsNamespace(wanted))
                throw new StartupException($"The kubeconfig {names} names \"{VisibleText.OneLine(wanted)}\" as the namespace of context '{context.Name}', which is no namespace's name.");
            var user = config.Users.FirstOrDefault(one => one.Name == context.ContextDetails?.User);
            return new ClusterIdentity(
                KubeconfigClient.Of(config, context.Name, user, configs.Find(one => one.Config.Users?.Contains(user) == true).File, time),
                context.Name,
                context.ContextDetails?.User ?? "",
                context.ContextDetails?.Namespace is { Length: > 0 } chosen ? chosen : "default");
        }
        catch (Exception fault) when (fault is KubeConfigException or YamlException or IOException or UnauthorizedAccessException
            or FormatException or System.Security.Cryptography.CryptographicException)
        {
            throw new StartupException($"The kubeconfig {names} cannot be used: {Words(fault)}");
        }
    }

    private static FileInfo[] Locate(ClusterOptions options)
    {
        if (options.Kubeconfig is { } named)
            return File.Exists(named) ? [new FileInfo(named)] : throw new StartupException($"The kubeconfig {named} does not exist (--kubeconfig).");
        var listed = Environment.GetEnvironmentVariable("KUBECONFIG")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        var places = listed.Length > 0 ? listed : [KubernetesClientConfiguration.KubeConfigDefaultLocation];
        return [.. places.Where(File.Exists).Select(place => new FileInfo(place))];
    }

    /// <summary>kubectl's rule: the first file that has a name, or a current context, wins.</summary>
    private static K8SConfiguration Merge(K8SConfiguration first, K8SConfiguration second) => new()
    {
        CurrentContext = string.IsNullOrEmpty(first.CurrentContext) ? second.CurrentContext : first.CurrentContext,
        Contexts = [.. (first.Contexts ?? []).UnionBy(second.Contexts ?? [], context => context.Name)],
        Clusters = [.. (first.Clusters ?? []).UnionBy(second.Clusters ?? [], cluster => cluster.Name)],
        Users = [.. (first.Users ?? []).UnionBy(second.Users ?? [], user => user.Name)],
    };

    /// <summary>Relative paths count from their own file, which a merged configuration no longer knows.</summary>
    private static K8SConfiguration WithFullPaths(K8SConfiguration config)
    {
        string? Full(string? path) => string.IsNullOrEmpty(path) ? path : Path.Combine(Path.GetDirectoryName(config.FileName) ?? "", path);
        foreach (var cluster in config.Clusters ?? [])
            if (cluster.ClusterEndpoint is { } endpoint) endpoint.CertificateAuthority = Full(endpoint.CertificateAuthority);
        foreach (var credentials in (config.Users ?? []).Select(user => user.UserCredentials).OfType<UserCredentials>())
        {
            credentials.ClientCertificate = Full(credentials.ClientCertificate);
            credentials.ClientKey = Full(credentials.ClientKey);
        }

        return config;
    }

    private static Context Context(K8SConfiguration config, string? wanted, string files)
    {
        var contexts = config.Contexts?.ToList() ?? [];
        var name = wanted ?? config.CurrentContext;
        if (string.IsNullOrEmpty(name)) throw new StartupException($"The kubeconfig {files} names no current context. Choose one with --context NAME: {Known(contexts)}.");
        return contexts.Find(context => context.Name == name)
            ?? throw new StartupException($"The kubeconfig {files} has no context '{name}'. It has: {Known(contexts)}.");
    }

    private static string Known(List<Context> contexts) =>
        contexts.Count == 0 ? "none" : string.Join(", ", contexts.Select(context => context.Name));

    /// <summary>A YAML parser repeats what it stumbled over, which may be a credential; others append whole stack traces.</summary>
    private static string Words(Exception fault) => fault is YamlException broken
        ? $"it cannot be read as YAML (line {broken.Start.Line}, column {broken.Start.Column})."
        : VisibleText.OneLine(fault.Message.Split(" ---> ")[0].ReplaceLineEndings(" "));
}
