using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Api.Rbac.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Access;

/// <summary>The default roles of every cluster, and the role bindings of the demo's users.</summary>
public static class StandardRoles
{
    private const string RbacGroup = "rbac.authorization.k8s.io";
    private static readonly string[] Read = ["get", "list", "watch"];
    private static readonly string[] Write = ["create", "delete", "deletecollection", "patch", "update"];
    private static readonly string[] Core =
    [
        "configmaps",
        "endpoints",
        "events",
        "limitranges",
        "persistentvolumeclaims",
        "pods",
        "pods/log",
        "pods/status",
        "resourcequotas",
        "serviceaccounts",
        "services",
    ];

    // By API group: what the role `view` reads and `edit` writes.
    private static readonly (string Group, string[] Resources)[] Workloads =
    [
        (
            "apps",
            [
                "controllerrevisions",
                "daemonsets",
                "deployments",
                "deployments/scale",
                "replicasets",
                "replicasets/scale",
                "statefulsets",
                "statefulsets/scale",
            ]
        ),
        ("autoscaling", ["horizontalpodautoscalers"]),
        ("batch", ["cronjobs", "jobs"]),
        ("discovery.k8s.io", ["endpointslices"]),
        ("events.k8s.io", ["events"]),
        ("metrics.k8s.io", ["pods"]),
        ("networking.k8s.io", ["ingresses", "networkpolicies"]),
        ("policy", ["poddisruptionbudgets"]),
    ];

    /// <summary>
    /// Stores the roles <c>cluster-admin</c>, <c>view</c>, <c>edit</c> and the <c>system:</c> roles; only the latter are bound.
    /// </summary>
    public static void Seed(ObjectStore store)
    {
        Put(
            store,
            "cluster-admin",
            new PolicyRule
            {
                Verbs = { "*" },
                ApiGroups = { "*" },
                Resources = { "*" },
            },
            new PolicyRule { Verbs = { "*" }, NonResourceURLs = { "*" } }
        );
        var seen = Workloads.Select(row => Rule(Read, row.Group, row.Resources)).Prepend(Rule(Read, "", [.. Core, "namespaces"])).ToArray();
        Put(store, "view", seen);
        Put(
            store,
            "edit",
            [
                .. seen,
                Rule([.. Read, .. Write], "", [.. Core, "secrets", "pods/eviction", "pods/exec"]),
                .. Workloads.Select(row => Rule(Write, row.Group, row.Resources)),
            ]
        );
        Put(
            store,
            "node-viewer",
            Rule(Read, "", ["namespaces", "nodes", "persistentvolumes"]),
            Rule(Read, "metrics.k8s.io", ["nodes"]),
            Rule(Read, "storage.k8s.io", ["storageclasses"]),
            Rule(Read, "coordination.k8s.io", ["leases"]),
            Rule(Read, "networking.k8s.io", ["ingressclasses"])
        );
        Put(
            store,
            "system:basic-user",
            Rule(["create"], "authorization.k8s.io", ["selfsubjectaccessreviews", "selfsubjectrulesreviews"]),
            Rule(["create"], "authentication.k8s.io", ["selfsubjectreviews"])
        );
        Put(
            store,
            "system:discovery",
            Paths("/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz", "/version", "/version/")
        );
        Put(store, "system:public-info-viewer", Paths("/healthz", "/livez", "/readyz", "/version", "/version/"));
        Put(
            store,
            "system:monitoring",
            Paths("/healthz", "/healthz/*", "/livez", "/livez/*", "/metrics", "/metrics/slis", "/readyz", "/readyz/*")
        );
        BindCluster(store, "cluster-admin", Group("system:masters"));
        BindCluster(store, "system:basic-user", Group("system:authenticated"));
        BindCluster(store, "system:discovery", Group("system:authenticated"));
        BindCluster(store, "system:monitoring", Group("system:monitoring"));
        BindCluster(store, "system:public-info-viewer", Group("system:authenticated"), Group("system:unauthenticated"));
    }

    /// <summary>Creates a ClusterRoleBinding of a role to a user.</summary>
    public static void BindCluster(ObjectStore store, string role, ApiUser user) => BindCluster(store, role, User(user));

    /// <summary>Creates a RoleBinding of a role to a user in one namespace.</summary>
    public static void Bind(ObjectStore store, string role, string ns, ApiUser user) =>
        store.Create(
            new RoleBinding
            {
                Metadata = new ObjectMeta { Name = $"{role}-{user.Name}", Namespace = ns },
                Subjects = { User(user) },
                RoleRef = Ref(role),
            }
        );

    private static void BindCluster(ObjectStore store, string role, params Subject[] subjects) =>
        store.Create(
            new ClusterRoleBinding
            {
                Metadata = new ObjectMeta { Name = subjects[0].Kind == "Group" ? role : $"{role}-{subjects[0].Name}" },
                Subjects = { subjects },
                RoleRef = Ref(role),
            }
        );

    private static void Put(ObjectStore store, string name, params PolicyRule[] rules) =>
        store.Create(
            new ClusterRole
            {
                Metadata = new ObjectMeta { Name = name },
                Rules = { rules },
            }
        );

    private static PolicyRule Rule(string[] verbs, string group, string[] resources) =>
        new()
        {
            Verbs = { verbs },
            ApiGroups = { group },
            Resources = { resources },
        };

    private static PolicyRule Paths(params string[] paths) => new() { Verbs = { "get" }, NonResourceURLs = { paths } };

    private static RoleRef Ref(string role) =>
        new()
        {
            ApiGroup = RbacGroup,
            Kind = "ClusterRole",
            Name = role,
        };

    private static Subject Group(string name) =>
        new()
        {
            Kind = "Group",
            ApiGroup = RbacGroup,
            Name = name,
        };

    private static Subject User(ApiUser user) =>
        new()
        {
            Kind = "User",
            ApiGroup = RbacGroup,
            Name = user.Name,
        };
}
