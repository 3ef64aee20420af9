using k8s;

namespace K8sDashboard.Cluster.Access;

/// <summary>
/// The user behind a request: the name for the audit log, and an API client with the user's credentials. Every write and live read takes
/// one, so that the API server authorizes it. In Local mode it is the user of the kubeconfig.
/// </summary>
/// <param name="Name">The user as the audit log names them.</param>
/// <param name="Client">The client with this person's credentials, never the cache's.</param>
/// <param name="ReadOnly">Writes are disabled; the UI shows no button that could write.</param>
public sealed record Actor(string Name, IKubernetes Client, bool ReadOnly);
