using System.Reflection;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Tests.Wire;
using DroneCommand.Mavlink.Wire;
using Microsoft.CodeAnalysis;

namespace DroneCommand.Mavlink.Tests.Generator;

/// <summary>A user's own dialect, as MAVLink's XML.</summary>
public class XmlDialectTests
{
    private const string Tables = """
        holds common.xml

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
        """;

    // RADIO_RC_CHANNELS of the dialect 'development'; all implementations know it by the CRC extra 20.
    private const string Own = """
        <?xml version="1.0"?>
        <!-- A comment. -->
        <mavlink>
          <include>common.xml</include>
          <version>3</version>
          <dialect>9</dialect>
          <enums>
            <enum name="OWN_FLAGS" bitmask="true">
              <description>Prose stays behind.</description>
              <entry value="0x1" name="OWN_FLAGS_UP"><description>Prose stays behind.</description></entry>
              <entry value="2**4" name="OWN_FLAGS_DOWN"><deprecated since="2020-01" replaced_by="UP"/></entry>
              <entry value="0b100000" name="OWN_FLAGS_STRANGE"><wip/></entry>
              <entry name="OWN_FLAGS_NEXT"/>
            </enum>
            <enum name="MAV_TYPE">
              <entry value="900" name="MAV_TYPE_KITE"/>
            </enum>
            <enum name="MAV_CMD">
              <entry value="45001" name="MAV_CMD_OWN_GO" hasLocation="true">
                <param index="1" label="Speed" units="m/s" minValue="0" maxValue="20">Prose stays behind.</param>
                <param index="2" reserved="true" default="NaN"/>
              </entry>
            </enum>
          </enums>
          <messages>
            <message id="420" name="RADIO_RC_CHANNELS" crc_extra="20">
              <wip/>
              <description>Prose stays behind.</description>
              <field type="uint8_t" name="target_system">Prose stays behind.</field>
              <field type="uint8_t" name="target_component">Prose stays behind.</field>
              <field type="uint32_t" name="time_last_update_ms" units="ms">Prose stays behind.</field>
              <field type="uint16_t" name="flags" enum="OWN_FLAGS" display="bitmask">Prose stays behind.</field>
              <field type="uint8_t" name="count" minValue="0" maxValue="32" invalid="255">Prose stays behind.</field>
              <extensions/>
              <field type="int16_t[32]" name="channels" minValue="-4096" maxValue="4096">Prose stays behind.</field>
            </message>
            <message id="70001" name="OWN_NOTE">
              <deprecated since="2020-01" replaced_by="STATUSTEXT">Prose stays behind.</deprecated>
              <field type="char[10]" name="write"/>
              <field type="double" name="own_note" units="kg"/>
              <field type="uint8_t_mavlink_version" name="version"/>
            </message>
          </messages>
        </mavlink>
        """;

    private static readonly Lazy<Assembly> Compiled = new(() =>
    {
        var run = Run(Own);
        run.Diagnostics.Should().BeEmpty();
        return GeneratorRun.Load(run);
    });

    [Fact]
    public void Its_messages_make_the_round_trip()
    {
        var message = Message("RadioRcChannels");
        message.Info.CrcExtra.Should().Be(20);
        (message.Info.Id, message.Info.MinLength, message.Info.MaxLength).Should().Be((420u, 9, 73));
        var payload = Enumerable.Range(1, 73).Select(i => (byte)i).ToArray();

        ReadOnlySpan<byte> frame = message.Frame(payload, new FrameWriter(1, 1));
        new FrameReader().TryReadDatagram(ref frame, out var view).Should().BeTrue();
        view.Payload.ToArray().Should().Equal(payload);
        Value(message.Read(payload), "TimeLastUpdateMs").Should().Be(0x04030201u);
        Value(message.Read(payload), "Flags").Should().BeOfType(Type("OwnFlags"));
        // A sender that does not know the extension.
        message.Payload(payload.AsSpan(0, 9)).Should().Equal([.. payload[..9], .. new byte[64]]);
    }

    [Fact]
    public void Names_that_csharp_has_a_use_for_give_way()
    {
        var read = Message("OwnNote").Read(Enumerable.Range(0x30, 19).Select(i => (byte)i).ToArray());
        Value(read, "Write_").ToString().Should().Be("89:;<=>?@A");
        Value(read, "Value").Should().BeOfType<double>();
        Message("OwnNote").Payload(new byte[19])[18].Should().Be(3, "the version of the protocol is written always");
    }

    [Fact]
    public void Its_enums_compile_and_existing_ones_grow()
    {
        Values("OwnFlags").Should().Equal(("Up", 1u), ("Down", 16u), ("Strange", 32u), ("Next", 33u));
        Type("OwnFlags").IsDefined(typeof(FlagsAttribute)).Should().BeTrue();
        Values("MavType").Should().Equal(("Quadrotor", 2u), ("Kite", 900u));
        Values("MavCmd").Should().Equal(("NavWaypoint", 16u), ("OwnGo", 45001u));
        var located = Type("CommandTable").GetMethod("HasLocation")!;
        located.Invoke(null, [Enum.ToObject(Type("MavCmd"), 45001)]).Should().Be(true);
    }

    [Fact]
    public void Prose_is_not_taken_over() =>
        Run(Own).GeneratedTrees.Should().NotContain(t => t.ToString().Contains("Prose", StringComparison.Ordinal));

    [Fact]
    public void What_the_tables_have_may_be_defined_again_if_it_is_the_same()
    {
        const string again = """
            <mavlink><enums><enum name="MAV_TYPE"><entry value="2" name="MAV_TYPE_QUADROTOR"/></enum></enums><messages>
            <message id="0" name="HEARTBEAT">
              <field type="uint8_t" name="type"/><field type="uint8_t" name="autopilot"/>
              <field type="uint8_t" name="base_mode"/><field type="uint32_t" name="custom_mode"/>
              <field type="uint8_t" name="system_status"/><field type="uint8_t_mavlink_version" name="mavlink_version"/>
            </message></messages></mavlink>
            """;
        Run(again).Diagnostics.Should().BeEmpty();
        Message(Run(again.Replace("uint32_t", "uint16_t")))
            .Should()
            .Be("own.xml:2 HEARTBEAT (0) is defined otherwise as HEARTBEAT (0) in a.mavdef:3");
        Message(Run(again.Replace("value=\"2\"", "value=\"3\"")))
            .Should()
            .Be("own.xml:1 MAV_TYPE_QUADROTOR = 3: a.mavdef:12 has MAV_TYPE_QUADROTOR = 2");
    }

    [Fact]
    public void A_message_may_have_grown_extensions()
    {
        var grown = Own.Replace(
            "channels\" minValue=\"-4096\" maxValue=\"4096\">Prose stays behind.</field>",
            "channels\"/><field type=\"uint8_t\" name=\"more\"/>"
        );
        foreach (var order in new[] { ("x.xml", "y.xml"), ("y.xml", "x.xml") })
        {
            var run = GeneratorRun.Of(("a.mavdef", Tables), (order.Item1, Own), (order.Item2, grown));
            run.Diagnostics.Should().BeEmpty();
            run.GeneratedTrees.Should()
                .ContainSingle(t => t.ToString().Contains("short> Channels", StringComparison.Ordinal));
            run.GeneratedTrees.Should()
                .ContainSingle(t => t.ToString().Contains("byte More", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Included_files_are_there_or_their_absence_is_told()
    {
        var including = Own.Replace("common.xml", "sub/other.xml");
        Message(Run(including))
            .Should()
            .Be("own.xml:4 other.xml is neither in the tables nor among the AdditionalFiles");
        GeneratorRun
            .Of(("a.mavdef", Tables), ("own.xml", including), ("x/other.xml", "<mavlink/>"))
            .Diagnostics.Should()
            .BeEmpty();
    }

    [Fact]
    public void Other_xml_is_left_alone()
    {
        GeneratorRun
            .Of(("a.mavdef", Tables), ("app.xml", "<configuration/>"), ("broken.xml", "<configuration"))
            .Diagnostics.Should()
            .BeEmpty();
    }

    [Theory]
    [InlineData("<version>3</version>", "<version>3</versoin>", 5, "The 'version' start tag on line 5")]
    [InlineData("<?xml version=\"1.0\"?>", "<!DOCTYPE mavlink [<!ENTITY a \"b\">]>", 1, "For security reasons DTD")]
    [InlineData(
        "crc_extra=\"20\"",
        "crc_extra=\"21\"",
        26,
        "RADIO_RC_CHANNELS: the listed CRC extra is 21, its fields give 20"
    )]
    [InlineData("crc_extra=\"20\"", "crc_extra=\"twenty\"", 26, "a CRC extra is a number up to 255")]
    [InlineData("int16_t[32]", "int61_t[32]", 35, "RADIO_RC_CHANNELS.channels: unknown type 'int61_t'")]
    [InlineData("int16_t[32]", "int16_t[132]", 26, "RADIO_RC_CHANNELS is 273 bytes long; a payload has at most 255")]
    [InlineData("name=\"count\" ", "", 33, "a field has a name and a type")]
    [InlineData("<extensions/>", "<extension/>", 34, "unknown element <extension>")]
    [InlineData("id=\"420\"", "id=\"-420\"", 26, "a message has an id and a name")]
    [InlineData("id=\"420\"", "id=\"16777216\"", 26, "a message id has 24 bits")]
    [InlineData(
        "id=\"420\"",
        "id=\"0\"",
        26,
        "RADIO_RC_CHANNELS (0) is defined otherwise as HEARTBEAT (0) in a.mavdef:3"
    )]
    [InlineData("enum=\"OWN_FLAGS\"", "enum=\"FLAGS\"", 32, "unknown enum FLAGS")]
    [InlineData("2**4", "2**64", 11, "OWN_FLAGS_DOWN: '2**64' is no value")]
    [InlineData("0b100000", "thirty-two", 12, "OWN_FLAGS_STRANGE: 'thirty-two' is no value")]
    [InlineData("index=\"2\"", "index=\"8\"", 21, "a command has the parameters 1 to 7")]
    [InlineData(
        "\"45001\"",
        "\"16\"",
        19,
        "MAV_CMD_OWN_GO (16) is defined otherwise as MAV_CMD_NAV_WAYPOINT (16) in a.mavdef:14"
    )]
    public void What_is_wrong_is_told_with_file_and_line(string part, string broken, int line, string reason)
    {
        Own.Should().Contain(part);
        var wrong = Own.Replace(part, broken);
        var run = Run(wrong);
        run.Diagnostics.Should().OnlyContain(d => d.Id == "MAVDEF001" && d.Severity == DiagnosticSeverity.Error);
        Message(run).Should().StartWith($"own.xml:{line} {reason}");
        run.GeneratedTrees.Should().BeEmpty();
    }

    private static GeneratorDriverRunResult Run(string xml) => GeneratorRun.Of(("own.xml", xml), ("a.mavdef", Tables));

    private static string Message(GeneratorDriverRunResult run)
    {
        var place = run.Diagnostics[0].Location.GetLineSpan();
        return $"{place.Path}:{place.StartLinePosition.Line + 1} {run.Diagnostics[0].GetMessage(null)}";
    }

    private static IAnyMessage Message(string name) =>
        (IAnyMessage)Activator.CreateInstance(typeof(AnyMessage<>).MakeGenericType(Type(name)))!;

    private static Type Type(string name) => Compiled.Value.GetType("DroneCommand.Mavlink.Messages." + name)!;

    private static object Value(object message, string property) =>
        message.GetType().GetProperty(property)!.GetValue(message)!;

    private static IEnumerable<(string, uint)> Values(string name) =>
        Enum.GetValues(Type(name)).Cast<object>().Select(v => (v.ToString()!, (uint)v));
}
