using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace K8sDashboard.Web.Login;

/// <summary>
/// Server-side sessions of the cookie scheme, in memory, for as long as the process runs: the cookie holds a protected random id and
/// nothing else. Bounded: the oldest session is evicted.
/// </summary>
public sealed class SessionStore : ITicketStore
{
    /// <summary>More browsers than one person has.</summary>
    public const int Bound = 100;

    private const int IdBytes = 32;

    private readonly Lock gate = new(); // logins come from any thread
    private readonly Queue<string> order = new(); // bounded by Bound
    private readonly Dictionary<string, AuthenticationTicket> tickets = new(StringComparer.Ordinal); // bounded by Bound

    /// <inheritdoc />
    public Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
        lock (gate)
        {
            if (order.Count == Bound)
                tickets.Remove(order.Dequeue());
            order.Enqueue(id);
            tickets.Add(id, ticket);
        }

        return Task.FromResult(id);
    }

    /// <inheritdoc />
    public Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        lock (gate)
        {
            if (tickets.ContainsKey(key))
                tickets[key] = ticket;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        lock (gate)
            return Task.FromResult(tickets.GetValueOrDefault(key));
    }

    /// <inheritdoc />
    public Task RemoveAsync(string key)
    {
        lock (gate)
            tickets.Remove(key);
        return Task.CompletedTask;
    }
}
