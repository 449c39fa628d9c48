using System.Reflection;
using DroneCommand.Simulator.Faults;

namespace DroneCommand.Simulator.Tests.Faults;

public class CatalogueTests
{
    [Fact]
    public void Each_fault_has_a_test_that_sees_its_effect()
    {
        var seen = typeof(CatalogueTests)
            .Assembly.GetTypes()
            .SelectMany(t => t.GetMethods())
            .Where(m => m.GetCustomAttribute<FactAttribute>() is not null)
            .SelectMany(m => m.GetCustomAttributes<FaultNameAttribute>())
            .Select(a => a.Name)
            .Distinct();
        seen.Should().BeEquivalentTo(FaultCatalogue.All.Select(k => k.Name));
    }

    [Fact]
    public void Each_fault_can_be_written_by_its_name_alone_and_is_written_back_as_it_was_read()
    {
        foreach (var kind in FaultCatalogue.All)
        {
            FaultSpec.Parse(kind.Name).Should().Be(new FaultSpec(kind.Name, null, 0, null));
            FaultSpec.Parse($"{kind.Name}@3#7").ToString().Should().Be($"{kind.Name}@3#7");
        }
    }

    [Fact]
    public void The_page_for_testers_has_the_catalogues_table()
    {
        var page = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "docs", "faults.md"));
        var table = FaultCatalogue.All.Select(Row).ToList();
        page.Where(l => l.StartsWith("| `", StringComparison.Ordinal) && l.Count(c => c == '|') == 4)
            .Should()
            .Equal(table, "the rows of docs/faults.md are:\n{0}\n", string.Join("\n", table));
    }

    private static string Row(FaultKind kind)
    {
        var parts = kind.Arguments.Select(a => $" {a.Name}: {a.Describe()}.");
        var only = kind.Only is null ? "" : $" Only a {kind.Only.ToString()!.ToLowerInvariant()}.";
        return $"| `{kind.Syntax}` | {kind.Help}.{string.Concat(parts)}{only} | {kind.Seen} |";
    }

    [Fact]
    public void A_name_stands_for_one_fault() => FaultCatalogue.All.Select(k => k.Name).Should().OnlyHaveUniqueItems();
}
