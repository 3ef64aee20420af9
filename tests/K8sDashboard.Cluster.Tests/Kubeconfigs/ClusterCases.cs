using static K8sDashboard.Cluster.Tests.Kubeconfigs.KubeconfigCase;

namespace K8sDashboard.Cluster.Tests.Kubeconfigs;

/// <summary>Cases of a kubeconfig's cluster: each field, valid and invalid.</summary>
internal static class ClusterCases
{
    private const string Raw = "'kubectl get --raw' leaves the path out, and all other commands keep it";

    public static readonly KubeconfigCase[] All =
    [
        OfCluster("authority as data", "{A}", "a: Bearer alice"),
        OfCluster("authority as a file, relative", "server: '{AURL}', certificate-authority: ca.crt", "a: Bearer alice"),
        OfCluster(
            "authority twice",
            "{A}, certificate-authority: ca.crt",
            Refused + "both certificate-authority and certificate-authority-data"
        ),
        OfCluster("authority file that is not there", "server: '{AURL}', certificate-authority: nowhere", Refused + "nowhere"),
        OfCluster(
            "authority data without a certificate",
            "server: '{AURL}', certificate-authority-data: bm90IGEgY2VydGlmaWNhdGU=",
            Refused + "the certificate authority holds no certificate"
        ),
        OfCluster(
            "authority data that is not base64",
            "server: '{AURL}', certificate-authority-data: '***'",
            Refused + "clusters[0].cluster.certificate-authority-data (line 5) is not base64"
        ),
        OfCluster("no authority", "server: '{AURL}'", Refused + "is signed by an unknown authority"),
        OfCluster(
            "authority data that is empty",
            "server: '{AURL}', certificate-authority-data: ''",
            Refused + "is signed by an unknown authority"
        ),
        OfCluster("another server's authority", "server: '{BURL}', {ACA}", Refused + "is signed by an unknown authority"),
        OfCluster("insecure", "server: '{BURL}', insecure-skip-tls-verify: true", "b: Bearer alice"),
        OfCluster("insecure in YAML 1.1", "server: '{BURL}', insecure-skip-tls-verify: yes", "b: Bearer alice"),
        OfCluster(
            "insecure as a string",
            "server: '{BURL}', insecure-skip-tls-verify: 'true'",
            Refused + "insecure-skip-tls-verify (line 5) is a string, and must be true or false"
        ),
        OfCluster(
            "insecure with an authority",
            "{A}, insecure-skip-tls-verify: true",
            Refused + "a certificate authority and insecure-skip-tls-verify"
        ),
        OfCluster("a server name for TLS", "server: '{NAMEDURL}', tls-server-name: api.named.test, {ACA}", "named: Bearer alice"),
        OfCluster(
            "a server name for TLS that is not the server's",
            "{A}, tls-server-name: other.test",
            Refused + "is valid for 127.0.0.1, ::1, not for other.test"
        ),
        OfCluster(
            "a name that the certificate lacks",
            "server: '{NAMEDURL}', {ACA}",
            Refused + "is valid for api.named.test, not for 127.0.0.1"
        ),
        OfCluster("a server name for TLS that is IPv6", "{A}, tls-server-name: '::1'", "a: Bearer alice"),
        OfCluster("a server name for TLS that is none", "{A}, tls-server-name: 'a b'", Refused + "a tls-server-name that is no host name"),
        OfCluster("a path with a NUL", "server: '{AURL}', certificate-authority: \"a\\0b\"", Refused + "a path holds a NUL character"),
        OfCluster("disable-compression", "{A}, disable-compression: true", "a: Bearer alice"),
        OfCluster("proxy", "{A}, proxy-url: '{PROXY}'", "a: Bearer alice via proxy"),
        OfCluster("proxy with a slash", "{A}, proxy-url: '{PROXY}/'", "a: Bearer alice via proxy"),
        OfCluster("proxy by SOCKS", "{A}, proxy-url: '{SOCKS}'", "a: Bearer alice via proxy"),
        OfCluster(
            "proxy with a password",
            "server: 'https://secured.test:{APORT}', tls-server-name: 127.0.0.1, {ACA}, "
                + "proxy-url: 'http://u%40x:p%3Aw@127.0.0.1:{PROXYPORT}'",
            "a: Bearer alice via proxy u@x:p:w"
        ),
        OfCluster(
            "proxy of another scheme",
            "{A}, proxy-url: 'ftp://127.0.0.1:1'",
            Refused + "a proxy-url that is not of http://, https:// or socks5://"
        ),
        OfCluster("proxy without a scheme", "{A}, proxy-url: 'proxy:3128'", Refused + "a proxy-url that is not"),
        OfCluster(
            "proxy that is not there",
            "{A}, proxy-url: 'http://127.0.0.1:1'",
            Refused + "The proxy http://127.0.0.1:1 cannot be reached"
        ),
        Proxied("HTTPS_PROXY", "https://api.named.test:{NAMEDPORT}", "named: Bearer alice via proxy", ("HTTPS_PROXY", "{PROXY}")),
        Proxied(
            "https_proxy without a scheme",
            "https://api.named.test:{NAMEDPORT}",
            "named: Bearer alice via proxy",
            ("https_proxy", "127.0.0.1:{PROXYPORT}")
        ),
        Proxied("HTTPS_PROXY and this machine", "https://127.0.0.1:{APORT}", "a: Bearer alice", ("HTTPS_PROXY", "{PROXY}")),
        Proxied(
            "HTTPS_PROXY and NO_PROXY",
            "https://api.named.test:{NAMEDPORT}",
            Refused + "api.named.test",
            ("HTTPS_PROXY", "{PROXY}"),
            ("NO_PROXY", "other.test, .named.test")
        ),
        Proxied(
            "HTTPS_PROXY and NO_PROXY for another port",
            "https://api.named.test:{NAMEDPORT}",
            "named: Bearer alice via proxy",
            ("HTTPS_PROXY", "{PROXY}"),
            ("NO_PROXY", "api.named.test:1")
        ),
        Proxied(
            "HTTP_PROXY is for http alone",
            "https://api.named.test:{NAMEDPORT}",
            Refused + "api.named.test",
            ("HTTP_PROXY", "{PROXY}")
        ),
        Proxied(
            "HTTPS_PROXY that is none",
            "https://api.named.test:{NAMEDPORT}",
            Refused + "HTTPS_PROXY names no proxy",
            ("HTTPS_PROXY", "ftp://127.0.0.1:1")
        ),
        new("proxy-url before HTTPS_PROXY", Config("{A}, proxy-url: '{PROXY}'", "{ token: alice }"), "a: Bearer alice via proxy")
        {
            Variables = [("HTTPS_PROXY", "http://127.0.0.1:1")],
        },
        OfCluster("IPv6", "server: 'https://[::1]:{APORT}', {ACA}", "a: Bearer alice"),
        OfCluster(
            "a path",
            "server: '{AURL}/k8s/clusters/c-1', {ACA}",
            "a: Bearer alice at /k8s/clusters/c-1/api/v1/namespaces/sign-in/configmaps/x"
        ) with
        {
            Kubectl = "a: Bearer alice",
            Reason = Raw,
        },
        OfCluster(
            "a path and a query",
            "server: '{AURL}/k8s/?x=1#y', {ACA}",
            "a: Bearer alice at /k8s/api/v1/namespaces/sign-in/configmaps/x"
        ) with
        {
            Kubectl = "a: Bearer alice",
            Reason = Raw,
        },
        OfCluster("no scheme", "server: '127.0.0.1:{HTTPPORT}'", "plain: anonymous"),
        OfCluster("no scheme, and a path", "server: '127.0.0.1:{HTTPPORT}/x'", Refused + "needs https:// or http:// in front"),
        OfCluster("unix socket", "server: 'unix:///var/run/api.sock'", Refused + "begins with unix://"),
        OfCluster("file", "server: 'file:///etc/passwd'", Refused + "begins with file://"),
        OfCluster("no URL", "server: 'https://'", Refused + "neither a URL nor host:port"),
        OfCluster("white space", "server: ' {AURL}', {ACA}", Refused + "white space"),
        OfCluster("user info", "server: 'https://x:secret@127.0.0.1:{APORT}', {ACA}", Refused + "holds a user or password") with
        {
            Kubectl = "a: basic x:secret",
            Reason = "kubectl sends the user info in the place of the token",
        },
        OfCluster("no server", "certificate-authority: ca.crt", Refused + "names no server"),
        OfCluster("no fields", "", Refused + "names no server"),
        new("no cluster", Config("{A}", "{ token: alice }", "user: u"), Refused + "names no cluster in context 'c'"),
        new(
            "cluster that is not in the file",
            Config("{A}", "{ token: alice }", "cluster: elsewhere, user: u"),
            Refused + "has no cluster 'elsewhere', which context 'c' names"
        ),
    ];

    private static KubeconfigCase Proxied(string name, string server, string expected, params (string Name, string Value)[] variables) =>
        OfCluster(name, $"server: '{server}', {{ACA}}", expected) with
        {
            Variables = variables,
        };
}
