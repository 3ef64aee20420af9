using System.Collections.Immutable;

namespace K8sDashboard.Demo.Company;

/// <summary>The company's own applications: shop, payments, warehouse and back office.</summary>
public static class Apps
{
    public const string Registry = "registry.example.com/";

    public static ImmutableArray<App> All { get; } =
    [.. Shop(), .. Payments(), .. Warehouse(), .. Marketing(), .. Batch(), .. Platform.All];

    /// <summary>All namespaces with their ages.</summary>
    public static ImmutableArray<(string Name, TimeSpan Age)> Namespaces { get; } =
    [
        ("default", TimeSpan.FromDays(412)),
        ("kube-system", TimeSpan.FromDays(412)),
        ("kube-public", TimeSpan.FromDays(412)),
        ("kube-node-lease", TimeSpan.FromDays(412)),
        ("ingress-nginx", TimeSpan.FromDays(411)),
        ("monitoring", TimeSpan.FromDays(398)),
        ("shop", TimeSpan.FromDays(390)),
        ("payments", TimeSpan.FromDays(311)),
        ("warehouse", TimeSpan.FromDays(204)),
        ("marketing", TimeSpan.FromDays(97)),
        ("batch", TimeSpan.FromDays(180)),
    ];

    private static IEnumerable<App> Shop() =>
        [
            Service("shop", "frontend", "shop/frontend:3.12.0", 6, "150m/160Mi", "600m/320Mi") with
            {
                Host = "shop.example.com",
                Autoscaled = (4, 8),
                KeepsAvailable = 4,
                Age = TimeSpan.FromDays(312),
                ChangeCause = "release 3.12.0: new product page",
            },
            Service("shop", "cart", "shop/cart:2.8.0", 4, "100m/192Mi", "400m/384Mi") with
            {
                KeepsAvailable = 2,
                Age = TimeSpan.FromDays(310),
                ChangeCause = "release 2.8.0",
            },
            Service("shop", "catalogue", "shop/catalogue:5.3.0", 5, "200m/256Mi", "800m/512Mi") with
            {
                Autoscaled = (3, 7),
                Age = TimeSpan.FromDays(310),
            },
            Service("shop", "checkout", "shop/checkout:1.20.0", 3, "100m/192Mi", "500m/384Mi") with
            {
                KeepsAvailable = 2,
                Age = TimeSpan.FromDays(288),
            },
            Service("shop", "search", "shop/search:4.1.0", 3, "400m/768Mi", "1500m/1Gi") with
            {
                Age = TimeSpan.FromDays(201),
            },
            Service("shop", "accounts", "shop/accounts:2.3.0", 3, "80m/160Mi", "300m/320Mi") with
            {
                Host = "accounts.example.com",
                Age = TimeSpan.FromDays(260),
            },
            new("shop", "sessions", AppKind.StatefulSet, "docker.io/library/redis:7.4", 3, "100m/256Mi", "300m/512Mi")
            {
                Port = 6379,
                Volume = "5Gi",
                KeepsAvailable = 2,
                Age = TimeSpan.FromDays(290),
            },
            new("shop", "postgres", AppKind.StatefulSet, "docker.io/library/postgres:16.4", 2, "500m/1Gi", "2/2Gi")
            {
                Port = 5432,
                Volume = "80Gi",
                KeepsAvailable = 1,
                Age = TimeSpan.FromDays(305),
            },
        ];

    private static IEnumerable<App> Payments() =>
        [
            Service("payments", "api", "payments/api:3.4.1", 4, "100m/224Mi", "500m/448Mi") with
            {
                Host = "pay.example.com",
                KeepsAvailable = 3,
                Age = TimeSpan.FromDays(250),
                ChangeCause = "release 3.4.1: refunds",
            },
            Service("payments", "fraud-check", "payments/fraud-check:0.9.1", 3, "300m/512Mi", "1/768Mi") with
            {
                Age = TimeSpan.FromDays(66),
            },
            Service("payments", "ledger", "payments/ledger:1.8.0", 3, "80m/192Mi", "300m/384Mi") with
            {
                KeepsAvailable = 2,
                Age = TimeSpan.FromDays(250),
            },
            new("payments", "postgres", AppKind.StatefulSet, "docker.io/library/postgres:16.4", 2, "500m/1Gi", "2/2Gi")
            {
                Port = 5432,
                Volume = "120Gi",
                KeepsAvailable = 1,
                Age = TimeSpan.FromDays(251),
            },
        ];

    private static IEnumerable<App> Warehouse() =>
        [
            Service("warehouse", "stock", "warehouse/stock:6.1.0", 4, "80m/192Mi", "300m/384Mi") with
            {
                Age = TimeSpan.FromDays(170),
            },
            Service("warehouse", "shipping", "warehouse/shipping:2.0.5", 3, "60m/160Mi", "250m/320Mi") with
            {
                Age = TimeSpan.FromDays(150),
            },
            Service("warehouse", "labels", "warehouse/labels:1.3.0", 2, "40m/128Mi", "200m/256Mi") with
            {
                Age = TimeSpan.FromDays(33),
            },
            new("warehouse", "queue", AppKind.StatefulSet, "docker.io/library/rabbitmq:3.13", 3, "200m/384Mi", "1/768Mi")
            {
                Port = 5672,
                Volume = "10Gi",
                KeepsAvailable = 2,
                Age = TimeSpan.FromDays(190),
            },
        ];

    private static IEnumerable<App> Marketing() =>
        [
            // The selector's label is misspelt, so this Service has no endpoints.
            Service("marketing", "newsletter", "marketing/newsletter:1.1.0", 2, "30m/96Mi", "100m/192Mi") with
            {
                ServiceLooksFor = "newsletters",
                Age = TimeSpan.FromDays(90),
            },
            Service("marketing", "reviews", "marketing/reviews:2.4.0", 3, "60m/160Mi", "250m/320Mi") with
            {
                Age = TimeSpan.FromDays(88),
            },
            Service("marketing", "recommendations", "marketing/recommendations:0.7.2", 4, "250m/512Mi", "800m/768Mi") with
            {
                Autoscaled = (2, 6),
                Age = TimeSpan.FromDays(41),
            },
            // Never gets ready: it cannot reach the office's directory.
            Service("marketing", "admin", "backoffice/admin:1.0.9", 2, "30m/128Mi", "200m/256Mi") with
            {
                Host = "admin.example.com",
                Age = TimeSpan.FromHours(5),
            },
            new("default", "nginx-deployment", AppKind.Deployment, "nginx:1.14.2", 3, "20m/16Mi", "100m/64Mi")
            {
                Port = 80,
                Probe = "/",
                Age = TimeSpan.FromDays(12),
            },
        ];

    private static IEnumerable<App> Batch() =>
        [
            new("batch", "reports", AppKind.CronJob, Registry + "batch/reports:1.4.0", 1, "500m/384Mi", "1/512Mi")
            {
                Schedule = "*/10 * * * *",
                Age = TimeSpan.FromDays(120),
            },
            new("batch", "invoices", AppKind.CronJob, Registry + "batch/invoices:2.1.0", 2, "300m/256Mi", "800m/384Mi")
            {
                Schedule = "*/15 * * * *",
                Age = TimeSpan.FromDays(110),
            },
            new("batch", "cleanup", AppKind.CronJob, Registry + "batch/cleanup:1.0.0", 1, "50m/64Mi", "200m/128Mi")
            {
                Schedule = "*/5 * * * *",
                Age = TimeSpan.FromDays(175),
            },
            new("batch", "migrate-accounts", AppKind.Job, Registry + "batch/migrate:7.0.0", 1, "100m/128Mi", "500m/256Mi")
            {
                Age = TimeSpan.FromMinutes(55),
            },
        ];

    private static App Service(string ns, string name, string image, int replicas, string requests, string limits) =>
        new(ns, name, AppKind.Deployment, Registry + image, replicas, requests, limits) { Port = 8080, Scraped = true };
}
