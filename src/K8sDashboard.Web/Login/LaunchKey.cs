using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace K8sDashboard.Web.Login;

/// <summary>
/// The key in the link that the console prints. One that was made here opens one session and is spent; one that was preset stays
/// valid, for automation. While an unspent key is out there is no other, so nobody can push it aside by trying wrong ones.
/// </summary>
public sealed class LaunchKey(string? preset)
{
    private readonly Lock gate = new(); // two browsers may open the same link at once, and one of them must lose
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

    /// <summary>True for the right key; that was its one use.</summary>
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

    /// <summary>Makes a new key where the last one is spent; null where one is still out.</summary>
    public string? Renew()
    {
        lock (gate)
            return unspent is null ? unspent = Make() : null;
    }

    private static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    // Hashes have one length, so the time of the comparison tells nothing of the key, its length included.
    private static bool AreEqual(string right, string offered) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(right)),
            SHA256.HashData(Encoding.UTF8.GetBytes(offered))
        );
}
