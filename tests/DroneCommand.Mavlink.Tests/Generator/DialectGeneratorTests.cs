using DroneCommand.Mavlink.Generator;
using DroneCommand.Mavlink.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DroneCommand.Mavlink.Tests.Generator;

public class DialectGeneratorTests
{
    private const string Good = """
        # A comment.
        message 0 HEARTBEAT crc=50 from=minimal
          type uint8_t enum=MAV_TYPE
          autopilot uint8_t
          base_mode uint8_t
          custom_mode uint32_t
          system_status uint8_t
          mavlink_version uint8_t const=3

        enum MAV_TYPE
          2 MAV_TYPE_QUADROTOR

        command 16 MAV_CMD_NAV_WAYPOINT location
          1 "Hold time" units=s min=0
        """;

    [Fact]
    public void A_sound_table_compiles_to_messages_enums_and_tables()
    {
        var result = Run(Good);
        result.Diagnostics.Should().BeEmpty();
        var sources = result.GeneratedTrees.Select(t => Path.GetFileName(t.FilePath));
        sources.Should().Contain(["Heartbeat.0.g.cs", "Enums.g.cs", "Arrays.g.cs", "Tables.g.cs"]);
    }

    [Fact]
    public void A_listed_crc_extra_that_differs_fails_the_build_at_its_line()
    {
        var diagnostic = Run(Good.Replace("base_mode", "basemode")).Diagnostics.Should().ContainSingle().Subject;
        diagnostic.Severity.Should().Be(DiagnosticSeverity.Error);
        diagnostic.GetMessage(null).Should().StartWith("HEARTBEAT: the listed CRC extra is 50, its fields give ");
        diagnostic.Location.GetLineSpan().StartLinePosition.Line.Should().Be(1);
    }

    [Theory]
    [InlineData("uint8_t enum=MAV_TYPE", "uint7_t", "unknown type 'uint7_t'")]
    [InlineData("enum=MAV_TYPE", "enum=NO_SUCH", "unknown enum NO_SUCH")]
    [InlineData(
        "message 0 HEARTBEAT",
        "message zero HEARTBEAT",
        "expected 'message ID NAME', 'enum NAME' or 'command VALUE NAME'"
    )]
    [InlineData("  2 MAV_TYPE_QUADROTOR", "  two MAV_TYPE_QUADROTOR", "expected 'VALUE NAME'")]
    [InlineData("# A comment.", "  stray uint8_t", "nothing is open that this line could belong to")]
    [InlineData("units=s", "unit=s", "unknown word 'unit'")]
    [InlineData("  1 \"Hold time\"", "  8 \"Hold time\"", "a command has the parameters 1 to 7")]
    [InlineData("crc=50", "crc=500", "a CRC extra is a number up to 255")]
    [InlineData("autopilot uint8_t", "autopilot uint8_t[0]", "array length must be 1 to 255")]
    [InlineData("autopilot", "auto-pilot", "'auto-pilot' is no name: letters, digits and underscores")]
    [InlineData("enum MAV_TYPE", "enum HEARTBEAT", "HEARTBEAT and HEARTBEAT would both be Heartbeat in C#")]
    public void A_broken_table_fails_the_build_with_its_reason(string part, string broken, string reason) =>
        Run(Good.Replace(part, broken)).Diagnostics.Select(d => d.GetMessage(null)).Should().Contain(reason);

    [Fact]
    public void What_did_not_change_is_not_generated_again()
    {
        var driver = (GeneratorDriver)
            CSharpGeneratorDriver.Create(
                [new DialectGenerator().AsSourceGenerator()],
                [GeneratorRun.File("a.mavdef", Good)],
                driverOptions: new GeneratorDriverOptions(default, trackIncrementalGeneratorSteps: true)
            );
        var compilation = CSharpCompilation.Create("a");
        driver = driver.RunGenerators(compilation);
        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Other;")));
        driver
            .GetRunResult()
            .Results[0]
            .TrackedOutputSteps.SelectMany(s => s.Value)
            .SelectMany(s => s.Outputs)
            .Should()
            .OnlyContain(o => o.Reason == IncrementalStepRunReason.Cached);
    }

    private static GeneratorDriverRunResult Run(string table) => GeneratorRun.Of(("a.mavdef", table));
}
