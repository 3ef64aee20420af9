using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Tutorial;

/// <summary>The customer's tutorial in the browser, with kubectl as the independent source.</summary>
public sealed class TutorialTests(Chromium chromium)
{
    private const string Name = "nginx-deployment";

    [Fact]
    public async Task Tutorial_AllStepsInBrowser_MatchKubectl()
    {
        RealCluster.SkipUnlessThere();
        await using var story = await Story.BeginAsync(chromium);
        await CreateAsync(story);
        await ExposeAsync(story);
        await ScaleAsync(story);
        await RestartAsync(story);
        await UpdateAsync(story);
        await RollBackAsync(story);
        await KillAPodAsync(story);
        Assert.Empty(story.Desk.Errors);
    }

    private static async Task CreateAsync(Story story)
    {
        await story.KubectlAsync("create", "-f", Repository.Tutorial("nginx-deployment.yml"));
        await story.GoAsync("/workloads/deployments");
        await story.SameAsKubectlAsync("Deployments", "deployments", "NAME", "READY", "UP-TO-DATE", "AVAILABLE");
        await Eventually.PassesAsync(
            Eventually.AfterARollout,
            async () =>
                Assert.Equal(
                    "nginx-deployment | 3/3 | 3 | 3",
                    (await story.Desk.Page.TableAsync("Deployments")).Only("NAME", "READY", "UP-TO-DATE", "AVAILABLE")
                )
        );
        await story.ShootAsync("1-deployments");
        await story.GoAsync("/pods");
        await story.SameAsKubectlAsync("Pods", "pods", "NAME", "READY", "STATUS", "RESTARTS");
        Assert.Equal(3, (await story.Desk.Page.TableAsync("Pods")).Rows.Count(row => row["STATUS"] == "Running"));
        await story.ShootAsync("1-pods");
    }

    private static async Task ExposeAsync(Story story)
    {
        await story.KubectlAsync("create", "-f", Repository.Tutorial("nginx-service.yml"));
        await story.GoAsync("/services");
        await story.SameAsKubectlAsync("Services", "services", "NAME", "TYPE", "CLUSTER-IP", "EXTERNAL-IP", "PORT(S)");
        await story.ShootAsync("2-services");
        await story.GoAsync($"/services/{story.Namespace}/nginx-service");
        await Assertions.Expect(story.Desk.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("3 of 3 ready");
        await story.ShootAsync("2-service");
        await story.AnswersAsync("1.7.9");
    }

    private static async Task ScaleAsync(Story story)
    {
        await story.GoAsync($"/workloads/deployments/{story.Namespace}/{Name}");
        var dialog = await story.Desk.Page.OpenDialogAsync("Scale", $"Scale {Name}");
        await dialog.GetByRole(AriaRole.Spinbutton, new() { Name = "Replicas" }).FillAsync("4");
        await story.Desk.ShootAsync("tutorial-3-scale-dialog");
        await dialog.ConfirmAsync("Scale");
        await Assertions.Expect(story.Desk.Page.Status("Result").First).ToBeVisibleAsync();
        await Eventually.PassesAsync(
            Eventually.AfterARollout,
            async () => Assert.Equal("4/4", KubectlTable.Parse(await story.KubectlAsync("get", "deployments")).Rows[0]["READY"])
        );
        await story.SameAsKubectlAsync("Pods", "pods", "NAME", "READY", "STATUS", "RESTARTS");
        Assert.Equal(4, (await story.Desk.Page.TableAsync("Pods")).Rows.Count);
        await story.ShootAsync("3-scaled");
    }

    private static async Task RestartAsync(Story story)
    {
        var before = await story.PodNamesAsync();
        await story.Desk.Page.ReloadAsync();
        await Assertions.Expect(story.Desk.Page.GetByRole(AriaRole.Button, new() { Name = "Restart", Exact = true })).ToBeEnabledAsync();
        var places = await ActionPlacesAsync(story);
        var dialog = await story.Desk.Page.OpenDialogAsync("Restart", $"Restart {Name}");
        await dialog.ConfirmAsync("Restart");
        await Assertions.Expect(story.Desk.Page.Status("Result").First).ToContainTextAsync("restarted");
        // Layout stability: a second click must not hit another button.
        Assert.Equal(places, await ActionPlacesAsync(story));
        await Eventually.PassesAsync(Eventually.AfterARollout, async () => Assert.Empty((await story.PodNamesAsync()).Intersect(before)));
        await story.SettledAsync(4);
    }

    private static async Task UpdateAsync(Story story)
    {
        await story.Desk.Page.NoteColumnAsync("Pods", "STATUS");
        await story.KubectlAsync("set", "image", $"deployment/{Name}", "nginx=nginx:1.9.1");
        await Eventually.PassesAsync(Eventually.Soon, async () => Assert.Contains("Terminating", await story.Desk.Page.NotedAsync()));
        await story.Desk.ShootWindowAsync("readme-rollout");
        await CountsStandBelowEachOtherAsync(story.Desk);
        await CountsStandBelowEachOtherAsync(story.Phone);
        await story.ShootAsync("4-rolling-out");
        await story.SettledAsync(4);
        Assert.Superset(
            new HashSet<string> { "ContainerCreating", "Running", "Terminating" },
            (await story.Desk.Page.NotedAsync()).ToHashSet()
        );
        await story.AnswersAsync("1.9.1");
        await story.ShootAsync("4-updated");
    }

    private static async Task RollBackAsync(Story story)
    {
        var dialog = await story.Desk.Page.OpenDialogAsync("Roll back", $"Roll back {Name}");
        await story.Desk.ShootAsync("tutorial-5-roll-back-dialog");
        await dialog.ConfirmAsync("Roll back");
        await Eventually.PassesAsync(
            Eventually.AfterARollout,
            async () =>
                Assert.Equal(
                    "nginx:1.7.9",
                    await story.KubectlAsync("get", "deployment", Name, "-o", "jsonpath={.spec.template.spec.containers[0].image}")
                )
        );
        await story.SettledAsync(4);
        await story.AnswersAsync("1.7.9");
        await story.ShootAsync("5-rolled-back");
    }

    private static async Task KillAPodAsync(Story story)
    {
        var victim = (await story.PodNamesAsync())[0];
        await story.KubectlAsync("delete", "pod", victim, "--wait=false");
        await Eventually.PassesAsync(
            Eventually.Soon,
            async () =>
                Assert.Contains(
                    (await story.Desk.Page.TableAsync("Pods")).Rows,
                    row => row["NAME"] == victim && row["STATUS"] == "Terminating"
                )
        );
        await story.ShootAsync("6-pod-killed");
        await Eventually.PassesAsync(Eventually.AfterARollout, async () => Assert.DoesNotContain(victim, await story.PodNamesAsync()));
        await story.SettledAsync(4);
        await story.ShootAsync("6-pod-replaced");
    }

    private static async Task<string> ActionPlacesAsync(Story story) =>
        await story
            .Desk.Page.GetByRole(AriaRole.Group, new() { Name = "Actions" })
            .GetByRole(AriaRole.Button)
            .EvaluateAllAsync<string>(
                "buttons => JSON.stringify(buttons.map(button => [button.textContent.trim(), button.getBoundingClientRect()]))"
            );

    private static async Task CountsStandBelowEachOtherAsync(Window window)
    {
        var sides = await window
            .Page.GetByRole(AriaRole.List, new() { NameRegex = new("^Pods of ") })
            .EvaluateAllAsync<double[][]>(
                "sides => sides.map(side => [...side.querySelectorAll('.figures')].map(count => count.getBoundingClientRect().left))"
            );
        Assert.Contains(sides, side => side.Length > 1);
        Assert.All(sides, side => Assert.Single(side.Distinct()));
    }
}
