using DroneCommand.Fleet.Gateway;
using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Tests.Support;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Fleet.Tests.Gateway.Signing;

/// <summary>Policies of a network, with and without a key of the vehicle, on single frames.</summary>
public sealed class LinkSigningTests
{
    private static readonly SigningKey Key = SigningKey.FromPassphrase("kestrel-1's key");
    private static readonly SigningKey OtherKey = SigningKey.FromPassphrase("another key");

    private static async Task<FleetServer> Server(bool withKey)
    {
        var server = await FleetServer.Start();
        await server.Adopt("kestrel-1", heard: false);
        if (withKey)
        {
            await server.Import("kestrel-1", Key);
        }
        return server;
    }

    private static LinkSigning Link(FleetServer server, SigningMode mode, UnsignedMessages letThrough = default) =>
        new(
            "demo",
            1,
            new NetworkOptions { Signing = mode, LetThroughUnsigned = letThrough },
            new GatewayOptions(),
            server.Get<VehicleLinkServices>()
        );

    private static Passage Check(LinkSigning link, byte[] frame)
    {
        var view = TestFrames.Read(frame);
        return link.PassageOf(view, link.Judge(view));
    }

    [Fact]
    public async Task With_a_key_only_what_the_vehicle_signed_counts()
    {
        await using var server = await Server(withKey: true);
        foreach (var mode in new[] { SigningMode.Accept, SigningMode.Require })
        {
            var link = Link(server, mode);
            Check(link, TestFrames.Unsigned(new Heartbeat(), 1)).Should().Be(Passage.Rejected);
            Check(link, TestFrames.Signed(new Heartbeat(), 1, OtherKey, server.Time)).Should().Be(Passage.Rejected);
            var signed = TestFrames.Signed(new Heartbeat(), 1, Key, server.Time);
            Check(link, signed).Should().Be(Passage.Proven);
            Check(link, signed).Should().Be(Passage.Rejected, "it is a replay");
            link.MaySend.Should().BeTrue();
            link.Writer.Signer.Should().NotBeNull();
            server.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task Without_a_key_everything_is_as_it_was_unless_the_network_requires_one()
    {
        await using var server = await Server(withKey: false);
        var plain = TestFrames.Unsigned(new Heartbeat(), 1);
        var signed = TestFrames.Signed(new Heartbeat(), 1, Key, server.Time);

        var accept = Link(server, SigningMode.Accept);
        Check(accept, plain).Should().Be(Passage.Open);
        Check(accept, signed).Should().Be(Passage.Open);
        (accept.MaySend, accept.Writer.Signer).Should().Be((true, null));

        var require = Link(server, SigningMode.Require);
        Check(require, plain).Should().Be(Passage.Unkeyed);
        Check(require, signed).Should().Be(Passage.Unkeyed);
        require.MaySend.Should().BeFalse();

        var refuse = Link(server, SigningMode.Refuse);
        Check(refuse, plain).Should().Be(Passage.Open);
        Check(refuse, signed).Should().Be(Passage.Rejected);
        refuse.MaySend.Should().BeTrue();
    }

    [Fact]
    public async Task A_network_that_refuses_signing_does_so_whatever_keys_there_are()
    {
        await using var server = await Server(withKey: true);
        var link = Link(server, SigningMode.Refuse);
        Check(link, TestFrames.Unsigned(new Heartbeat(), 1)).Should().Be(Passage.Open);
        Check(link, TestFrames.Signed(new Heartbeat(), 1, Key, server.Time)).Should().Be(Passage.Rejected);
        link.Writer.Signer.Should().BeNull();
        link.MaySend.Should().BeTrue();
    }

    [Fact]
    public async Task What_configuration_lets_through_unsigned_proves_nothing()
    {
        await using var server = await Server(withKey: true);
        var link = Link(server, SigningMode.Accept, UnsignedMessages.Heartbeat);
        Check(link, TestFrames.Unsigned(new Heartbeat(), 1)).Should().Be(Passage.Unproven);
        Check(link, TestFrames.Unsigned(new RadioStatus(), 1)).Should().Be(Passage.Rejected);
        Check(link, TestFrames.Signed(new Heartbeat(), 1, OtherKey, server.Time)).Should().Be(Passage.Rejected);
    }

    [Fact]
    public async Task A_key_that_comes_or_goes_counts_from_the_next_frame()
    {
        await using var server = await Server(withKey: false);
        var link = Link(server, SigningMode.Accept);
        var plain = TestFrames.Unsigned(new Heartbeat(), 1);
        Check(link, plain).Should().Be(Passage.Open);

        await server.Import("kestrel-1", Key);
        Check(link, plain).Should().Be(Passage.Rejected);
        link.Writer.Signer.Should().NotBeNull();

        await server.Get<SigningKeys>().RemoveKey(People.Ada.Asks(), "kestrel-1");
        Check(link, plain).Should().Be(Passage.Open);
        link.Writer.Signer.Should().BeNull();
    }

    [Fact]
    public async Task A_vehicle_far_behind_is_told_the_time_once_a_second_and_an_overtaken_frame_is_no_news()
    {
        await using var server = await Server(withKey: true);
        var link = Link(server, SigningMode.Accept);
        var now = SigningTime.From(server.Time.GetUtcNow());
        Check(link, TestFrames.SignedAt(new Heartbeat(), 1, Key, now - 10_000_000)).Should().Be(Passage.Stale);
        Check(link, TestFrames.SignedAt(new Heartbeat(), 1, Key, now)).Should().Be(Passage.Proven);
        Check(link, TestFrames.SignedAt(new Heartbeat(), 1, Key, now - 10)).Should().Be(Passage.Rejected);
        Check(link, TestFrames.SignedAt(new Heartbeat(), 1, Key, now - 10_000_000)).Should().Be(Passage.Stale);

        var answers = new List<SignatureVerdict>();
        var vehicle = new SignatureVerifier(Key, SigningClock.StandingAt(now - 10_000_000));
        void Teach() =>
            link.Teach(bytes =>
                answers.Add(vehicle.Check(TestFrames.Read(bytes), new SigningPolicy(SigningMode.Require)))
            );
        Teach();
        Teach();
        answers.Should().Equal(SignatureVerdict.Verified);
        server.Time.Advance(TimeSpan.FromSeconds(1));
        Teach();
        answers.Should().HaveCount(2);
    }

    [Fact]
    public async Task Rejected_frames_are_told_at_once_and_then_once_a_minute_with_their_number()
    {
        await using var server = await Server(withKey: true);
        var link = Link(server, SigningMode.Accept);
        for (var i = 0; i < 100; i++)
        {
            Check(link, TestFrames.Unsigned(new Heartbeat(), 1));
        }
        await Eventually.Reaches("the vehicle's page says so", async () => (await Texts(server)).Count == 1);
        (await Texts(server)).Should().Equal("not accepted: 1 unsigned, though the vehicle has a signing key");

        server.Time.Advance(TimeSpan.FromMinutes(1));
        Check(link, TestFrames.Signed(new Heartbeat(), 1, OtherKey, server.Time));
        await Eventually.Reaches("and a minute later", async () => (await Texts(server)).Count == 2);
        (await Texts(server))[0]
            .Should()
            .Be(
                "not accepted: 1 signed with another key than the vehicle's, 99 unsigned, though the vehicle has a signing key"
            );
        server.Log.Lines.Count(line => line.Contains("demo/1: not accepted")).Should().Be(2);
    }

    private static async Task<List<string>> Texts(FleetServer server) =>
        [.. (await server.View("kestrel-1")).Messages.Select(message => message.Text)];
}
