using System.Collections.Immutable;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Web.Ui.Commands;

namespace K8sDashboard.Web.Tests.Commands;

public class DiffPartTests
{
    [Fact]
    public void Lines_far_from_a_change_are_folded_into_their_number()
    {
        ImmutableArray<DiffLine> lines = [.. Same(10), new(DiffMark.Removed, "old"), new(DiffMark.Added, "new"), .. Same(5)];

        var parts = DiffPart.Fold(lines);

        Assert.Equal([7, 0, 0, 0, 0, 0, 0, 0, 0, 2], parts.Select(part => part.Folded));
        Assert.Equal(["old", "new"], parts.Where(part => part.Line.Mark != DiffMark.Same).Select(part => part.Line.Text));
    }

    [Fact]
    public void A_single_line_is_shown_rather_than_folded() =>
        Assert.DoesNotContain(DiffPart.Fold([.. Same(4), new(DiffMark.Added, "new"), .. Same(4)]), part => part.Folded > 0);

    [Fact]
    public void Two_changes_far_apart_keep_what_is_around_each()
    {
        var parts = DiffPart.Fold([new(DiffMark.Added, "a"), .. Same(20), new(DiffMark.Added, "b")]);

        Assert.Equal([0, 0, 0, 0, 14, 0, 0, 0, 0], parts.Select(part => part.Folded));
    }

    private static IEnumerable<DiffLine> Same(int count) => Enumerable.Range(0, count).Select(line => new DiffLine(DiffMark.Same, $"{line}"));
}
