using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace K8sDashboard.Web.Login;

/// <summary>
/// The launch key of the link on the console. A generated key is one-time: it opens one session; a preset one stays valid, for automation.
/// No new key is generated while an unspent one exists, so that wrong attempts cannot invalidate it.
/// </summary>
public sealed class LaunchKey(string? preset)
{
    private readonly Lock gate = new(); // two browsers may open the same link concurrently; only one may win
    private string? unspent = preset ?? Make();

    /// <summary>The key to print; null while the last one is spent.</summary>
    public string? Current
    {
        get
        {
            lock (gate)
                return unspent;
        }
    }

    /// <summary>True for a valid key, which is spent by this call unless preset.</summary>
    public bool TrySpend(string offered)
    {
        lock (gate)
        {
            if (unspent is null || !AreEqual(unspent, offered))
                return false;
            if (preset is null)
                unspent = null;
            return true;
        }
    }

    /// <summary>Generates a key where the last one is spent; null where an unspent one exists.</summary>
    public string? Renew()
    {
        lock (gate)
            return unspent is null ? unspent = Make() : null;
    }

    private static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    // Constant-time comparison (timing attack) of hashes: their equal length hides the length of the key too.
    private static bool AreEqual(string right, string offered) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(right)),
            SHA256.HashData(Encoding.UTF8.GetBytes(offered))
        );
}
