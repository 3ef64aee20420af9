namespace K8sDashboard.Web.Hosting;

/// <summary>Who may come in, and how.</summary>
public sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>Null means: in a pod for many, elsewhere for one.</summary>
    public AccessMode? Mode { get; set; }

    /// <summary>A key that stays valid, for automation; null means that one is made, for one use.</summary>
    public string? LaunchKey { get; set; }
}

/// <summary>For whom the dashboard runs. Not a matter of the address it listens on: a side-car is on the loopback too.</summary>
public enum AccessMode
{
    /// <summary>For the user of the kubeconfig, on their own machine.</summary>
    Local,

    /// <summary>For many, in a pod, each with their own rights.</summary>
    Cluster,
}
