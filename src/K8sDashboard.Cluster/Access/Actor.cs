using k8s;

namespace K8sDashboard.Cluster.Access;

/// <summary>
/// Who asks: the name for the audit log, and the API client that carries this person's credentials. Every write and every live
/// read takes one, so the API server's own rights decide. In Local mode it is the user of the kubeconfig.
/// </summary>
/// <param name="Name">The user as the audit log names them.</param>
/// <param name="Client">The client with this person's credentials, never the cache's.</param>
/// <param name="ReadOnly">Writes are off for this run; the screen shows no button that could write.</param>
public sealed record Actor(string Name, IKubernetes Client, bool ReadOnly);
