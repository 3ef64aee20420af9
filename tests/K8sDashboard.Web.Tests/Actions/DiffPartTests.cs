using System.Collections.Immutable;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Web.Ui.Actions;

namespace K8sDashboard.Web.Tests.Actions;

public class DiffPartTests
{
    [Fact]
    public void DiffPart_LinesFarFromChange_AreFoldedIntoTheirCount()
    {
        ImmutableArray<DiffLine> lines = [.. Same(10), new(DiffMark.Removed, "old"), new(DiffMark.Added, "new"), .. Same(5)];

        var parts = DiffPart.Fold(lines);

        Assert.Equal([7, 0, 0, 0, 0, 0, 0, 0, 0, 2], parts.Select(part => part.Folded));
        Assert.Equal(["old", "new"], parts.Where(part => part.Line.Mark != DiffMark.Same).Select(part => part.Line.Text));
    }

    [Fact]
    public void DiffPart_OneLineBeyondContext_IsShownUnfolded() =>
        Assert.DoesNotContain(DiffPart.Fold([.. Same(4), new(DiffMark.Added, "new"), .. Same(4)]), part => part.Folded > 0);

    [Fact]
    public void DiffPart_TwoDistantChanges_KeepContextAroundEach()
    {
        var parts = DiffPart.Fold([new(DiffMark.Added, "a"), .. Same(20), new(DiffMark.Added, "b")]);

        Assert.Equal([0, 0, 0, 0, 14, 0, 0, 0, 0], parts.Select(part => part.Folded));
    }

    private static IEnumerable<DiffLine> Same(int count) =>
        Enumerable.Range(0, count).Select(line => new DiffLine(DiffMark.Same, $"{line}"));
}
