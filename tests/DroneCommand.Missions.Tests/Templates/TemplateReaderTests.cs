using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Templates;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Tests.Templates;

public class TemplateReaderTests
{
    private const string Good = """
        format: 1
        version: 3
        kind: checkpoint-round
        name: Round
        summary: Visits the checkpoints.
        vehicles: [copter]
        parameters:
          altitude:
            type: number
            unit: m above home
            default: 35
            min: 10
            max: 120
            help: Height of the route.
          speed:
            type: number
            unit: m/s
            default: { copter: 6 }
            help: Speed over ground.
          laps:
            type: integer
            unit: laps
            default: 1
            help: How many rounds.
        limits:
          reserve: { value: 30, unit: "%" }
        """;

    [Fact]
    public void A_good_template_is_read()
    {
        var template = Read(Good).Template!;

        template.Id.Should().Be("round");
        template.Version.Should().Be(3);
        template.Kind.Should().Be(MissionKind.CheckpointRound);
        template.Vehicles.Should().Equal(VehicleFamily.Copter);
        template.Limits.Should().Be(new TemplateLimits(30, null));
        var altitude = template.Find("altitude")!;
        altitude.Unit.Should().Be("m above home");
        (altitude.Min, altitude.Max).Should().Be((10, 120));
        altitude.DefaultFor(VehicleFamily.Copter).Should().Be("35");
        template.Find("speed")!.DefaultFor(VehicleFamily.Copter).Should().Be("6");
    }

    [Theory]
    [InlineData("summary:", "sumary:", 5, 1, "a template has no key 'sumary'; is 'summary' meant?")]
    [InlineData("    unit: m above home", "    unit: ft", 10, 11, "'unit' must be 'm above home', not 'ft'")]
    [InlineData("    unit: m above home\n", "", 9, 5, "parameter 'altitude' lacks 'unit'")]
    [InlineData("    default: 35\n", "", 9, 5, "parameter 'altitude' lacks 'default'")]
    [InlineData(
        "default: 35",
        "default: 135",
        11,
        14,
        "the default of parameter 'altitude' must be a number from 10 to 120, not '135'"
    )]
    [InlineData("default: 35", "default: NaN", 11, 14, "not 'NaN'")]
    [InlineData("default: 35", "default: 1e999", 11, 14, "not '1e999'")]
    [InlineData("default: 35", "default: .inf", 11, 14, "not '.inf'")]
    [InlineData("default: 35", "default:", 11, 13, "'default' must be a number from 2 to 500, not nothing")]
    [InlineData("max: 120", "max: 5000", 13, 10, "'max' must be a number from 2 to 500, not '5000'")]
    [InlineData("min: 10", "min: 121", 12, 10, "parameter 'altitude': 'min' must not be above 'max'")]
    [InlineData("{ copter: 6 }", "{ rover: 6 }", 18, 14, "'default' lacks 'copter'")]
    [InlineData("default: 1\n", "default: 1.5\n", 23, 14, "'default' must be a whole number from 1 to 50, not '1.5'")]
    [InlineData("  laps:\n", "  lap:\n", 20, 3, "kind checkpoint-round has no key 'lap'; is 'laps' meant?")]
    [InlineData(
        "kind: checkpoint-round",
        "kind: chekpoint-round",
        3,
        7,
        "'kind' cannot be 'chekpoint-round'; is 'checkpoint-round' meant?"
    )]
    [InlineData(
        "[copter]",
        "[copter, heli]",
        6,
        20,
        "an entry of 'vehicles' cannot be 'heli'; known are copter, rover, plane"
    )]
    [InlineData("format: 1", "format: 2", 1, 9, "'format' must be 1, not '2'")]
    [InlineData("unit: \"%\"", "unit: Wh", 26, 31, "'reserve' is given in 'Wh'; it must be in '%'")]
    [InlineData("value: 30", "value: 3", 26, 21, "'reserve' must be a number from 5 to 90, not '3'")]
    [InlineData(
        "name: Round",
        "name: [Round]",
        4,
        7,
        "'name' must be a text of 1 to 400 characters in one line, not a list"
    )]
    [InlineData("name: Round", "name: Round\nname: Again", 5, 1, "'name' stands here twice")]
    [InlineData("name: Round", "name: &n Round", 4, 7, "anchors (&name) and tags (!name) are not read here")]
    [InlineData("name: Round", "name: *n", 4, 7, "aliases (*name) are not read here: write the value out")]
    [InlineData("name: Round", "name: !!str Round", 4, 7, "anchors (&name) and tags (!name) are not read here")]
    [InlineData("name: Round", "name: 'Round", 4, 7, "not YAML")]
    [InlineData("name: Round", "\tname: Round", 4, 1, "a tab: YAML is indented with spaces")]
    public void A_fault_is_named_with_line_column_and_what_would_be_right(
        string right,
        string wrong,
        int line,
        int column,
        string reason
    )
    {
        Good.Should().Contain(right);

        var result = Read(Good.Replace(right, wrong, StringComparison.Ordinal));

        result.Template.Should().BeNull();
        result
            .Problems.Should()
            .Contain(problem =>
                problem.File == "round.yaml"
                && problem.Line == line
                && problem.Column == column
                && problem.Reason.Contains(reason)
            );
    }

    [Fact]
    public void A_missing_parameter_is_named()
    {
        var result = Read(Good[..Good.IndexOf("  laps:", StringComparison.Ordinal)]);

        result
            .Problems.Should()
            .ContainSingle()
            .Which.Reason.Should()
            .Be("kind checkpoint-round lacks 'laps': a whole number in laps from 1 to 50");
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing")]
    [InlineData("text")]
    [InlineData("- a\n- b")]
    [InlineData("{")]
    [InlineData("a: b\n---\nc: d")]
    [InlineData("? [a]\n: b")]
    [InlineData("a: { b: c\n  d:\n    - e: f\n")]
    [InlineData("a: { pi*a: down\n  b:\n    - c: d\n  e: f\n")]
    [InlineData("%YAML 9.9\n---\na: b")]
    public void What_is_no_template_at_all_is_refused_and_nothing_is_thrown(string yaml)
    {
        var result = Read(yaml);

        result.Template.Should().BeNull();
        result.Problems.Should().NotBeEmpty();
    }

    [Fact]
    public void Bombs_are_refused_before_they_grow()
    {
        var aliases = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n";
        var deep = string.Concat(Enumerable.Repeat("[", 5_000));
        var wide = string.Concat(Enumerable.Range(0, 3_000).Select(i => $"k{i}: 1\n"));
        var large = "# " + new string('x', 70_000);

        Read(aliases).Problems.Should().ContainSingle().Which.Reason.Should().Contain("anchors");
        Read(deep).Problems.Should().ContainSingle().Which.Reason.Should().Contain("more than 8 levels");
        Read(wide).Problems.Should().ContainSingle().Which.Reason.Should().Contain("2000 values");
        Read(large).Problems.Should().ContainSingle().Which.Reason.Should().Contain("larger than 64 KiB");
    }

    private static TemplateReadResult Read(string yaml) => TemplateReader.Read(yaml, "round.yaml");
}
