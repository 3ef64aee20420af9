using System.Buffers.Text;
using System.Security.Cryptography;

namespace K8sDashboard.Web.Login;

/// <summary>The browsers that came in by a launch key, for as long as the process runs. The cookie is a random id and says nothing.</summary>
public sealed class LocalSessions
{
    /// <summary>More browsers than one person has; the oldest session makes room.</summary>
    public const int Most = 100;

    private readonly Lock gate = new(); // logins come from any thread
    private readonly Queue<string> order = new(); // bounded by Most
    private readonly HashSet<string> open = new(StringComparer.Ordinal); // bounded by Most

    /// <summary>Cookies do not know ports: two dashboards on one machine must not sign each other out.</summary>
    public static string CookieOf(HttpContext context) => $"k8sdashboard-{context.Connection.LocalPort}";

    public string Open()
    {
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        lock (gate)
        {
            if (order.Count == Most)
                open.Remove(order.Dequeue());
            order.Enqueue(id);
            open.Add(id);
        }

        return id;
    }

    /// <summary>The session of a request, or null where it has none that is open.</summary>
    public string? Of(HttpContext context)
    {
        if (!context.Request.Cookies.TryGetValue(CookieOf(context), out var id))
            return null;
        lock (gate)
            return open.Contains(id) ? id : null;
    }
}
