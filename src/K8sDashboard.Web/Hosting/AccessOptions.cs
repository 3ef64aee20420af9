namespace K8sDashboard.Web.Hosting;

/// <summary>Access control: the mode and the launch key.</summary>
public sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>Null: cluster mode in a pod, local mode elsewhere.</summary>
    public AccessMode? Mode { get; set; }

    /// <summary>A preset key that stays valid, for automation; null generates a one-time key.</summary>
    public string? LaunchKey { get; set; }
}

/// <summary>Single-user or multi-user access. Independent of the listening address: a sidecar listens on loopback too.</summary>
public enum AccessMode
{
    /// <summary>For the user of the kubeconfig, on their own machine.</summary>
    Local,

    /// <summary>For many users, in a pod, each with their own RBAC permissions.</summary>
    Cluster,
}
