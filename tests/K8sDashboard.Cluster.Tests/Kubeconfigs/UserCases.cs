using static K8sDashboard.Cluster.Tests.Kubeconfigs.KubeconfigCase;

namespace K8sDashboard.Cluster.Tests.Kubeconfigs;

/// <summary>Cases of authentication: each field of a kubeconfig's user, valid and invalid.</summary>
internal static class UserCases
{
    public static readonly KubeconfigCase[] All =
    [
        OfUser("token", "token: alice", "a: Bearer alice"),
        OfUser("token file, relative", "tokenFile: token", "a: Bearer of-the-file"),
        OfUser("token and token file", "token: alice, tokenFile: token", "a: Bearer of-the-file"),
        OfUser("token and missing token file", "token: alice, tokenFile: nowhere", "a: Bearer alice"),
        OfUser("missing token file", "tokenFile: nowhere", Refused + "nowhere"),
        OfUser("empty token file", "tokenFile: empty", Refused + "is empty"),
        OfUser("token with a line break", "token: \"alice\\nX-Evil: 1\"", Refused + "which no header can carry"),
        OfUser(
            "token that is a number",
            "token: 12345",
            Refused + "users[0].user.token (line 6) is a number, and must be a string: put it in quotes"
        ),
        OfUser("token that is a quoted number", "token: '12345'", "a: Bearer 12345"),
        OfUser("user name and password", "username: carol, password: 'p:w'", "a: basic carol:p:w"),
        OfUser("user name alone", "username: carol", "a: basic carol:"),
        OfUser("token and password", "token: alice, username: carol, password: pw", Refused + "both a token and a user name"),
        OfUser("token file and password", "tokenFile: token, username: carol, password: pw", Refused + "both a token and a user name"),
        OfUser("certificate and key as data", "{CERTDATA}, {KEYDATA}", "a: certificate CN=bob"),
        OfUser("certificate and key as files", "client-certificate: bob.crt, client-key: keys/bob.key", "a: certificate CN=bob"),
        OfUser("certificate as file, key as data", "client-certificate: bob.crt, {KEYDATA}", "a: certificate CN=bob"),
        OfUser("certificate as data, key as file", "{CERTDATA}, client-key: keys/bob.key", "a: certificate CN=bob"),
        OfUser(
            "certificate twice",
            "{CERTDATA}, client-certificate: bob.crt, {KEYDATA}",
            Refused + "both client-certificate and client-certificate-data"
        ),
        OfUser("key twice", "{CERTDATA}, {KEYDATA}, client-key: keys/bob.key", Refused + "both client-key and client-key-data"),
        OfUser("certificate without key", "{CERTDATA}", Refused + "a client-certificate and no client-key"),
        OfUser("certificate with another's key", "{CERTDATA}, client-key: keys/other.key", Refused + "cannot be used together"),
        OfUser("certificate file that is not there", "client-certificate: nowhere, client-key: keys/bob.key", Refused + "nowhere"),
        OfUser("certificate that is none", "client-certificate: token, client-key: keys/bob.key", Refused + "certificate"),
        OfUser("certificate and token", "{CERTDATA}, {KEYDATA}, token: alice", "a: certificate CN=bob Bearer alice"),
        OfUser("key alone", "{KEYDATA}", Refused + "a client-key and no client-certificate") with
        {
            Kubectl = Refused,
            Reason = "kubectl drops the key in silence, and then asks for a name and a password",
        },
        OfUser("impersonated user", "token: alice, as: jane", "a: Bearer alice impersonate-user=jane"),
        OfUser(
            "impersonated user, groups, uid and extra",
            "token: alice, as: jane, as-uid: '7', as-groups: [dev, ops, 'x, y'], as-user-extra: { scopes: [a, b] }",
            "a: Bearer alice impersonate-extra-scopes=a|b impersonate-group=dev|ops|x, y impersonate-uid=7 impersonate-user=jane"
        ),
        OfUser(
            "extra key that no header can carry",
            "token: alice, as: jane, as-user-extra: { 'Example.org/50%': [x] }",
            "a: Bearer alice impersonate-extra-example.org%2f50%25=x impersonate-user=jane"
        ),
        OfUser(
            "extra keys that differ in case",
            "token: alice, as: jane, as-user-extra: { Reason: [a], reason: [b] }",
            "a: Bearer alice impersonate-extra-reason=a|b impersonate-user=jane"
        ),
        OfUser("impersonated user of another script", "token: alice, as: józef", "a: Bearer alice impersonate-user=józef"),
        OfUser("impersonated without credentials", "as: jane", "a: anonymous impersonate-user=jane").Prompted,
        OfUser("groups without a user", "token: alice, as-groups: [dev]", Refused + "as-groups or as-user-extra without as"),
        OfUser("uid without a user", "token: alice, as-uid: '7'", Refused + "without as"),
        OfUser("impersonated user with a line break", "token: alice, as: \"jane\\r\\nX-Evil: 1\"", Refused + "which no header can carry"),
        OfUser(
            "groups that are no list",
            "token: alice, as: jane, as-groups: dev",
            Refused + "users[0].user.as-groups (line 6) is a string, and must be a list"
        ),
        OfUser("no credentials", "", "a: anonymous").Prompted,
        new KubeconfigCase("credentials that are null", Config("{A}", "null"), "a: anonymous").Prompted,
        new KubeconfigCase(
            "user who is not in the file",
            Config("{A}", "{ token: alice }", "cluster: k, user: nobody"),
            "a: anonymous"
        ).Prompted,
        new KubeconfigCase("context without a user", Config("{A}", "{ token: alice }", "cluster: k"), "a: anonymous").Prompted,
        OfUser(
            "auth provider",
            "auth-provider: { name: gcp, config: { access-token: secret } }",
            Refused + "auth-provider 'gcp', which Kubernetes removed in 1.26"
        ),
        OfUser("auth provider that is null", "token: alice, auth-provider: null", "a: Bearer alice"),
        new("token over plain http", Config("{HTTP}", "{ token: alice }"), "plain: anonymous"),
        new("impersonation over plain http", Config("{HTTP}", "{ token: alice, as: jane }"), "plain: anonymous impersonate-user=jane"),
        new(
            "plugin over plain http",
            Config("{HTTP}", "{ exec: { apiVersion: client.authentication.k8s.io/v1, command: ./nowhere, interactiveMode: Never } }"),
            "plain: anonymous"
        ),
    ];
}
