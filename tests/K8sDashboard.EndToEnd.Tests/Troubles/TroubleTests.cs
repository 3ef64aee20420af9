using System.Text.RegularExpressions;
using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Troubles;

/// <summary>Partial failures: the pages show what is missing, and everything else works.</summary>
public sealed class TroubleTests(Chromium chromium)
{
    [Fact]
    public async Task Pages_ApiServerUnreachable_SayItCannotBeReachedInsteadOfEmpty()
    {
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", KubeconfigOf.NoServer());
        await using var window = await chromium.OpenAsync(Look.Desk);
        await window.Page.GotoAsync(dashboard.Login.ToString());
        await GoAsync(window, dashboard, "/pods");
        await Assertions.Expect(Contents(window)).ToContainTextAsync("cannot be reached");
        await Assertions.Expect(Contents(window)).Not.ToContainTextAsync("No pods");
        await GoAsync(window, dashboard, "/pods/default/some-pod");
        await Assertions.Expect(Contents(window)).ToContainTextAsync("cannot be reached");
        await Assertions.Expect(Contents(window)).Not.ToContainTextAsync("not found");
        await window.ShootAsync("trouble-no-server");
    }

    [Fact]
    public async Task BearerToken_UnknownToServer_ShowsUnauthorizedAndIsNotLogged()
    {
        RealCluster.SkipUnlessThere();
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", await KubeconfigOf.UnknownTokenAsync());
        await using var window = await chromium.OpenAsync(Look.Desk);
        await window.Page.GotoAsync(dashboard.Login.ToString());
        await GoAsync(window, dashboard, "/pods");
        await Assertions.Expect(Contents(window)).ToContainTextAsync("Unauthorized");
        Assert.DoesNotContain("this-token-was-never-given", dashboard.Console, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rbac_ViewerOfOneNamespace_SeesItAndReadsMissingPermissions()
    {
        RealCluster.SkipUnlessOurs();
        await using var shop = await Namespace.WithNginxAsync("viewer");
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", await KubeconfigOf.AViewerAsync(shop.Name));
        await using var window = await chromium.OpenAsync(Look.Desk);
        await window.Page.GotoAsync(dashboard.Login.ToString());
        await GoAsync(window, dashboard, "/workloads/deployments");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Row, new() { Name = "nginx-deployment" })).ToBeVisibleAsync();
        await GoAsync(window, dashboard, "/nodes");
        await Assertions.Expect(Contents(window)).ToContainTextAsync("cannot list resource \"nodes\"");
        await window.ShootAsync("trouble-no-permission");
        await GoAsync(window, dashboard, $"/workloads/deployments/{shop.Name}/nginx-deployment");
        await ExpectRefusedAsync(
            window,
            "Scale",
            $"No permission to update deployments/scale in namespace {shop.Name}: no role grants it."
        );
        await ExpectRefusedAsync(window, "Roll back", $"No permission to patch deployments in namespace {shop.Name}: no role grants it.");
        await ExpectRefusedAsync(window, "Restart", $"No permission to patch deployments in namespace {shop.Name}: no role grants it.");
        await window.CheckAccessibilityAsync();
        await window.ShootAsync("trouble-no-right-to-restart");
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Rbac_ScaleWithoutPatch_ScalesAndEnablesRestartAfterRoleBinding()
    {
        RealCluster.SkipUnlessOurs();
        await using var shop = await Namespace.WithNginxAsync("scaler");
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", await KubeconfigOf.AScalerAsync(shop.Name));
        await using var window = await chromium.OpenAsync(Look.Desk);
        await window.Page.GotoAsync(dashboard.Login.ToString());
        await GoAsync(window, dashboard, $"/workloads/deployments/{shop.Name}/nginx-deployment");
        await ExpectRefusedAsync(window, "Restart", $"No permission to patch deployments in namespace {shop.Name}: no role grants it.");
        var dialog = await window.Page.OpenDialogAsync("Scale", "Scale nginx-deployment");
        await dialog.GetByRole(AriaRole.Spinbutton, new() { Name = "Replicas" }).FillAsync("1");
        await dialog.ConfirmAsync("Scale");
        // Last: until it is closed, the dialog has a status region too.
        await Assertions.Expect(window.Page.Status("Result").Last).ToContainTextAsync("Done: deployment.apps/nginx-deployment scaled");
        await RealCluster.KubectlAsync(
            "-n",
            shop.Name,
            "create",
            "rolebinding",
            "edit",
            "--clusterrole=edit",
            $"--serviceaccount={shop.Name}:scaler"
        );
        await Assertions.Expect(Button(window, "Restart")).ToBeEnabledAsync();
    }

    [Fact]
    [Trait("Fault", "F10-prometheus")]
    public async Task Charts_PrometheusUnreachable_SayWhyAndPageStaysUsable()
    {
        RealCluster.SkipUnlessThere();
        await using var dashboard = await Dashboard.StartAsync(
            "--kubeconfig",
            RealCluster.Kubeconfig,
            "--prometheus",
            "http://127.0.0.1:9"
        );
        await using var window = await chromium.OpenAsync(Look.Desk);
        await window.Page.GotoAsync(dashboard.Login.ToString());
        var node = (await RealCluster.KubectlAsync("get", "nodes", "-o", "jsonpath={.items[0].metadata.name}")).Trim();
        await GoAsync(window, dashboard, $"/nodes/{node}");
        await Assertions
            .Expect(window.Page.GetByRole(AriaRole.Figure, new() { Name = "CPU", Exact = true }))
            .ToContainTextAsync("Prometheus cannot be reached");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Table, new() { Name = "Conditions" })).ToBeVisibleAsync();
        await window.ShootAsync("trouble-no-prometheus");
    }

    [Fact]
    public async Task PodPage_MissingOrInvalidName_SaysNotFoundOrInvalid()
    {
        RealCluster.SkipUnlessThere();
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", RealCluster.Kubeconfig);
        await using var window = await chromium.OpenAsync(Look.Desk);
        await window.Page.GotoAsync(dashboard.Login.ToString());
        await GoAsync(window, dashboard, "/pods/default/never-was");
        await Assertions.Expect(Contents(window)).ToContainTextAsync("was not found");
        await GoAsync(window, dashboard, "/pods/default/..%252f..%252fsecrets");
        await Assertions.Expect(Contents(window)).ToContainTextAsync("cannot be the name of a pod");
    }

    private static ILocator Button(Window window, string name) =>
        window.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task ExpectRefusedAsync(Window window, string button, string words)
    {
        await Assertions.Expect(Button(window, button)).ToBeDisabledAsync();
        var beginsSo = new Regex($"^{Regex.Escape(words)} What would help: ");
        await Assertions.Expect(Button(window, button)).ToHaveAccessibleDescriptionAsync(beginsSo);
        // A visible line, not only a tooltip.
        await Assertions.Expect(Contents(window).GetByText(words).First).ToBeVisibleAsync();
    }

    private static ILocator Contents(Window window) => window.Page.GetByRole(AriaRole.Main);

    private static Task<IResponse?> GoAsync(Window window, Dashboard dashboard, string path) =>
        window.Page.GotoAsync(new Uri(dashboard.Address, path).ToString());
}
