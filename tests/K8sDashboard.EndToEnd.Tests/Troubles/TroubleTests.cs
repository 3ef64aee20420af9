using System.Text.RegularExpressions;
using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Troubles;

/// <summary>What the pages say when something is missing: the truth, and the rest works.</summary>
public sealed class TroubleTests(Chromium chromium)
{
    [Fact]
    public async Task A_server_that_nobody_reaches_is_named_and_nothing_is_called_empty()
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
    public async Task A_token_that_the_server_does_not_know_is_named()
    {
        RealCluster.SkipUnlessThere();
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", await KubeconfigOf.AStrangerAsync());
        await using var window = await chromium.OpenAsync(Look.Desk);
        await window.Page.GotoAsync(dashboard.Login.ToString());
        await GoAsync(window, dashboard, "/pods");
        await Assertions.Expect(Contents(window)).ToContainTextAsync("Unauthorized");
        Assert.DoesNotContain("this-token-was-never-given", dashboard.Console, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_see_one_namespace_sees_it_and_reads_why_not_the_rest()
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
        await ExpectRefusedAsync(window, "Scale", $"No permission to update deployments/scale in namespace {shop.Name}: no role grants it.");
        await ExpectRefusedAsync(window, "Roll back", $"No permission to patch deployments in namespace {shop.Name}: no role grants it.");
        await ExpectRefusedAsync(window, "Restart", $"No permission to patch deployments in namespace {shop.Name}: no role grants it.");
        await window.CheckAccessibilityAsync();
        await window.ShootAsync("trouble-no-right-to-restart");
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Who_may_scale_but_not_patch_scales_and_gets_the_other_buttons_with_the_right()
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
        // The dialog has one too until it has gone.
        await Assertions.Expect(window.Page.Status("Result").Last).ToContainTextAsync("Done: deployment.apps/nginx-deployment scaled");
        await RealCluster.KubectlAsync("-n", shop.Name, "create", "rolebinding", "edit", "--clusterrole=edit", $"--serviceaccount={shop.Name}:scaler");
        await Assertions.Expect(Button(window, "Restart")).ToBeEnabledAsync();
    }

    [Fact]
    [Trait("Survives", "10 Prometheus down, slow, lying")]
    public async Task Without_Prometheus_the_charts_say_why_and_the_page_lives()
    {
        RealCluster.SkipUnlessThere();
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", RealCluster.Kubeconfig, "--prometheus", "http://127.0.0.1:9");
        await using var window = await chromium.OpenAsync(Look.Desk);
        await window.Page.GotoAsync(dashboard.Login.ToString());
        var node = (await RealCluster.KubectlAsync("get", "nodes", "-o", "jsonpath={.items[0].metadata.name}")).Trim();
        await GoAsync(window, dashboard, $"/nodes/{node}");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Figure, new() { Name = "CPU", Exact = true })).ToContainTextAsync("Prometheus cannot be reached");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Table, new() { Name = "Conditions" })).ToBeVisibleAsync();
        await window.ShootAsync("trouble-no-prometheus");
    }

    [Fact]
    public async Task A_name_that_never_was_and_a_name_that_cannot_be_are_told_apart()
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

    private static ILocator Button(Window window, string name) => window.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task ExpectRefusedAsync(Window window, string button, string words)
    {
        await Assertions.Expect(Button(window, button)).ToBeDisabledAsync();
        var beginsSo = new Regex($"^{Regex.Escape(words)} What would help: ");
        await Assertions.Expect(Button(window, button)).ToHaveAccessibleDescriptionAsync(beginsSo);
        // A line that everybody reads, without pointer or focus.
        await Assertions.Expect(Contents(window).GetByText(words).First).ToBeVisibleAsync();
    }

    private static ILocator Contents(Window window) => window.Page.GetByRole(AriaRole.Main);

    private static Task<IResponse?> GoAsync(Window window, Dashboard dashboard, string path) =>
        window.Page.GotoAsync(new Uri(dashboard.Address, path).ToString());
}
