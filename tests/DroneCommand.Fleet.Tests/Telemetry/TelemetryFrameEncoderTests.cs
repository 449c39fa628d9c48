using System.Buffers.Binary;
using System.Text;
using DroneCommand.Fleet.Telemetry;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Mavlink.Units;

namespace DroneCommand.Fleet.Tests.Telemetry;

public sealed class TelemetryFrameEncoderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 21, 14, 7, TimeSpan.Zero);

    /// <summary>The map's decoder test (Map/tests/decoder.test.ts) reads the very same bytes.</summary>
    private const string Golden =
        "020101000080d124a4207a420100010b030354e3a59bc43d4b40e17a14ae47e12140cdcc20420000a8423333c340fa000000";

    private readonly TelemetryFrameEncoder encoder = new();

    private static VehicleView Kestrel =>
        new()
        {
            VehicleId = "kestrel-1",
            Name = "Kestrel 1",
            Kind = VehicleKind.Copter,
            Status = VehicleStatus.OnTask,
            Armed = true,
            Link = LinkState.Stale,
            LastHeard = Now.AddMilliseconds(-250),
            Position = new GeoPoint(54.4825625, 8.94),
            AboveHome = new AltitudeAboveHome(40.2),
            HeadingDeg = 84,
            GroundSpeedMps = 6.1,
        };

    [Fact]
    public void The_first_message_is_the_roster_and_positions_follow()
    {
        var messages = encoder.Encode([Kestrel], Now);

        messages.Should().HaveCount(2);
        messages[0].Span[0].Should().Be(TelemetryFrameEncoder.RosterType);
        Encoding
            .UTF8.GetString(messages[0].Span[1..])
            .Should()
            .Be("""[{"handle":1,"id":"kestrel-1","name":"Kestrel 1","kind":1,"simulated":false}]""");
        messages[1].Span[0].Should().Be(TelemetryFrameEncoder.PositionsType);
    }

    [Fact]
    public void Positions_are_these_bytes()
    {
        var view = Kestrel with { NeedsYou = [new AttentionItem(Severity.Error, "", "", Now, SuggestedAction.None)] };

        var positions = encoder.Encode([view], Now)[1];

        // Flags: armed 1, stale 2, needs you 8; severity: error is 2, plus one.
        Convert.ToHexStringLower(positions.Span).Should().Be(Golden);
    }

    [Fact]
    public void A_known_vehicle_needs_no_roster_and_a_renamed_one_keeps_its_handle()
    {
        encoder.Encode([Kestrel], Now);

        encoder.Encode([Kestrel], Now).Should().ContainSingle();
        var renamed = encoder.Encode([Kestrel with { Name = "Kestrel One" }], Now);

        renamed.Should().HaveCount(2);
        Encoding.UTF8.GetString(renamed[0].Span[1..]).Should().Contain("\"handle\":1").And.Contain("Kestrel One");
    }

    [Fact]
    public void A_new_vehicle_brings_the_whole_roster()
    {
        encoder.Encode([Kestrel], Now);

        var messages = encoder.Encode([Kestrel with { VehicleId = "badger-1", Name = "Badger 1" }], Now);

        Encoding.UTF8.GetString(messages[0].Span[1..]).Should().Contain("kestrel-1").And.Contain("badger-1");
    }

    [Fact]
    public void What_is_not_known_is_NaN_and_a_vehicle_never_heard_is_lost_and_as_old_as_can_be()
    {
        var view = new VehicleView { VehicleId = "k", Name = "K" };

        var bytes = encoder.Encode([view], Now)[1].Span[12..];

        bytes[3].Should().Be(4);
        double.IsNaN(BinaryPrimitives.ReadDoubleLittleEndian(bytes[6..])).Should().BeTrue();
        float.IsNaN(BinaryPrimitives.ReadSingleLittleEndian(bytes[22..])).Should().BeTrue();
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[34..]).Should().Be(uint.MaxValue);
    }

    [Fact]
    public void A_clock_that_was_set_back_makes_no_age_negative()
    {
        var bytes = encoder.Encode([Kestrel with { LastHeard = Now.AddSeconds(5) }], Now)[1].Span[12..];

        BinaryPrimitives.ReadUInt32LittleEndian(bytes[34..]).Should().Be(0);
    }
}
