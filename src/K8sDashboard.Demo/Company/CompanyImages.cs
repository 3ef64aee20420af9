namespace K8sDashboard.Demo.Company;

/// <summary>The company's own images, with the behaviour of their programs.</summary>
internal static class CompanyImages
{
    private const string Own = Apps.Registry;

    /// <summary>Only the listed tags of these repositories can be pulled; without a list, any release.</summary>
    public static IReadOnlyDictionary<string, (string[] Tags, Behaviour Does)> All { get; } =
        new Dictionary<string, (string[] Tags, Behaviour Does)>
        {
            [Own + "shop/frontend"] = (
                ["3.11.2", "3.12.0", "3.12.1"],
                new()
                {
                    Cpu = 0.12,
                    MemoryMiB = 110,
                    Requests = 40,
                    Latency = TimeSpan.FromMilliseconds(35),
                    Voice = Voice.AccessLog,
                }
            ),
            [Own + "shop/cart"] = (
                ["2.7.4", "2.8.0", "2.8.1"],
                new()
                {
                    Cpu = 0.08,
                    MemoryMiB = 140,
                    Requests = 18,
                    Latency = TimeSpan.FromMilliseconds(12),
                }
            ),
            [Own + "shop/catalogue"] = (
                ["5.2.0", "5.3.0"],
                new()
                {
                    Cpu = 0.15,
                    MemoryMiB = 220,
                    Requests = 30,
                    Latency = TimeSpan.FromMilliseconds(18),
                }
            ),
            [Own + "shop/checkout"] = (
                ["1.19.0", "1.20.0"],
                new()
                {
                    Cpu = 0.06,
                    MemoryMiB = 160,
                    Requests = 6,
                    Latency = TimeSpan.FromMilliseconds(80),
                }
            ),
            [Own + "shop/search"] = (
                ["4.0.3", "4.1.0"],
                new()
                {
                    Cpu = 0.35,
                    MemoryMiB = 620,
                    Requests = 22,
                    Latency = TimeSpan.FromMilliseconds(60),
                    ReadyAfter = TimeSpan.FromSeconds(12),
                }
            ),
            [Own + "shop/accounts"] = (
                ["2.2.0", "2.3.0"],
                new()
                {
                    Cpu = 0.05,
                    MemoryMiB = 130,
                    Requests = 9,
                }
            ),
            [Own + "payments/api"] = (
                ["3.4.1", "3.4.2"],
                new()
                {
                    Cpu = 0.07,
                    MemoryMiB = 180,
                    Requests = 6,
                    Latency = TimeSpan.FromMilliseconds(120),
                }
            ),
            [Own + "payments/fraud-check"] = (
                ["0.9.1"],
                new()
                {
                    Cpu = 0.28,
                    MemoryMiB = 410,
                    Requests = 6,
                    Latency = TimeSpan.FromMilliseconds(90),
                    ReadyAfter = TimeSpan.FromSeconds(15),
                }
            ),
            [Own + "payments/ledger"] = (
                ["1.8.0"],
                new()
                {
                    Cpu = 0.04,
                    MemoryMiB = 150,
                    Requests = 5,
                }
            ),
            [Own + "warehouse/stock"] = (
                ["6.1.0"],
                new()
                {
                    Cpu = 0.05,
                    MemoryMiB = 170,
                    Requests = 12,
                }
            ),
            [Own + "warehouse/shipping"] = (
                ["2.0.5"],
                new()
                {
                    Cpu = 0.03,
                    MemoryMiB = 120,
                    Requests = 4,
                }
            ),
            [Own + "warehouse/labels"] = (
                ["1.3.0"],
                new()
                {
                    Cpu = 0.02,
                    MemoryMiB = 90,
                    Requests = 2,
                }
            ),
            [Own + "marketing/newsletter"] = (
                ["1.1.0"],
                new()
                {
                    Cpu = 0.01,
                    MemoryMiB = 80,
                    Requests = 1,
                }
            ),
            [Own + "marketing/reviews"] = (
                ["2.4.0"],
                new()
                {
                    Cpu = 0.04,
                    MemoryMiB = 140,
                    Requests = 7,
                }
            ),
            [Own + "marketing/recommendations"] = (
                ["0.7.2"],
                new()
                {
                    Cpu = 0.19,
                    MemoryMiB = 480,
                    Requests = 10,
                    Latency = TimeSpan.FromMilliseconds(45),
                }
            ),
            [Own + "backoffice/admin"] = (
                ["1.0.9"],
                new()
                {
                    Cpu = 0.01,
                    MemoryMiB = 100,
                    ReadyAfter = null,
                    DyingWords =
                    [
                        "{\"level\":\"error\",\"msg\":\"readiness: cannot reach ldap.office.example.com:636: connection timed out\"}",
                    ],
                }
            ),
            [Own + "batch/reports"] = (
                ["1.4.0"],
                new()
                {
                    Cpu = 0.6,
                    MemoryMiB = 300,
                    RunsFor = TimeSpan.FromMinutes(3),
                    Voice = Voice.Batch,
                }
            ),
            [Own + "batch/invoices"] = (
                ["2.1.0"],
                new()
                {
                    Cpu = 0.4,
                    MemoryMiB = 190,
                    RunsFor = TimeSpan.FromSeconds(70),
                    Voice = Voice.Batch,
                }
            ),
            [Own + "batch/cleanup"] = (
                ["1.0.0"],
                new()
                {
                    Cpu = 0.1,
                    MemoryMiB = 60,
                    RunsFor = TimeSpan.FromSeconds(25),
                    Voice = Voice.Batch,
                }
            ),
            [Own + "batch/migrate"] = (
                ["7.0.0"],
                new()
                {
                    Cpu = 0.2,
                    MemoryMiB = 90,
                    RunsFor = TimeSpan.FromSeconds(9),
                    ExitCode = 1,
                    Voice = Voice.Batch,
                    DyingWords =
                    [
                        "applying 0042_add_loyalty_tier.sql",
                        "ERROR: column \"tier\" of relation \"accounts\" already exists",
                        "migration failed, rolled back",
                    ],
                }
            ),
        };
}
