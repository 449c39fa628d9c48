using System.Globalization;
using System.Text.Json.Nodes;
using DroneCommand.Mavlink.Generator;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Tests.Support;
using DroneCommand.Mavlink.Tests.Wire;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Mavlink.Tests.NodePeer;

/// <summary>
/// Another implementation reads what we write and we read what it writes: every message that it knows, with random
/// values, in both versions and signed.
/// </summary>
public class NodePeerTests(NodeMavlink peer) : IClassFixture<NodeMavlink>
{
    private const int Seed = 20260311;
    private const int Fillings = 4;

    // In February 2026, in milliseconds since 1970, as it has its times.
    private const long UnixTime = 1_770_000_000_000;

    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly SigningKey Key = new(Secret);

    // It has CONTROL_STATUS as it was before April 2026.
    private static readonly uint[] Different = [MessageIds.ControlStatus];

    // It has these without their newest extensions.
    private static readonly uint[] Shorter =
    [
        MessageIds.GimbalDeviceInformation,
        MessageIds.CellularStatus,
        MessageIds.AvailableModes,
    ];

    [Fact]
    public async Task It_knows_our_messages_by_the_same_names_extras_and_lengths()
    {
        var theirs = await KnownAsync();
        foreach (var (id, known) in theirs)
            if (MessageTable.TryGet(id, out var info))
            {
                info.Name.Should().Be((string?)known["name"]);
                (info.CrcExtra == (byte)known["crcExtra"]!).Should().Be(!Different.Contains(id), info.Name);
                (info.MaxLength == (int)known["length"]!)
                    .Should()
                    .Be(!Different.Concat(Shorter).Contains(id), info.Name);
            }
        MessageTable.All.Where(m => !theirs.ContainsKey(m.Id)).Should().HaveCountLessThan(20);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task It_reads_what_we_write(int version)
    {
        var sent = await FillingsAsync(version);
        var answers = await peer.AskAsync([.. sent.Select(s => new JsonObject { ["frame"] = Hex(s.Frame(version)) })]);
        foreach (var (filling, answer) in sent.Zip(answers))
        {
            answer.Should().NotContainKey("rejected", filling.ToString());
            Header(answer).Should().Be((filling.Definition.Id, version, 7, 42, 191), filling.ToString());
            var fields = answer["fields"]!.AsObject();
            fields.Count.Should().BeGreaterThan(0);
            foreach (var (name, value) in filling.Fields(version))
                if (fields.TryGetPropertyValue(name, out var read))
                    Same(read!, value!).Should().BeTrue("{0}.{1} is {2}, {3} was read", filling, name, value, read);
                else
                    Shorter.Should().Contain(filling.Definition.Id, "it knows all fields of the others");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task We_read_what_it_writes(int version)
    {
        var wanted = await FillingsAsync(version);
        var answers = await peer.AskAsync([.. wanted.Select(f => f.Request(version))]);
        foreach (var (filling, answer) in wanted.Zip(answers))
        {
            var bytes = Convert.FromHexString((string)answer["frame"]!);
            ReadOnlySpan<byte> rest = bytes;
            new FrameReader().TryReadDatagram(ref rest, out var frame).Should().BeTrue(filling.ToString());
            (frame.MessageId, frame.Version, (int)frame.Sequence, (int)frame.SystemId, (int)frame.ComponentId)
                .Should()
                .Be((filling.Definition.Id, version, 7, 42, 191));
            var read = MessageFields.Of(filling.Definition, filling.Message.Read(frame.Payload));
            foreach (var (name, value) in filling.Fields(2))
                if (!filling.IsUnknownToPeer(name))
                    Same(read[name]!, value!)
                        .Should()
                        .BeTrue("{0}.{1} is {2}, {3} was read", filling, name, value, read[name]);
            // Against the rules, it sends extensions in version 1, and cuts off even the first byte of nothing but zeros.
            if (version == 2 && !Shorter.Contains(filling.Definition.Id) && filling.Payload.Any(b => b != 0))
                bytes.Should().Equal(filling.Frame(2), filling.ToString());
        }
    }

    [Fact]
    public async Task We_verify_what_it_signs()
    {
        var wanted = await FillingsAsync(2);
        var requests = wanted.Select(
            (filling, i) =>
            {
                var request = filling.Request(2);
                (request["key"], request["linkId"], request["timestamp"]) = (Hex(Secret), 3, UnixTime + i);
                return request;
            }
        );
        var verifier = new SignatureVerifier(Key, SigningClock.StandingAt(SigningTimeOf(0)));
        var otherwise = new SignatureVerifier(SigningKey.Generate(), SigningClock.StandingAt(SigningTimeOf(0)));
        foreach (
            var (i, filling, answer) in wanted
                .Zip(await peer.AskAsync([.. requests]))
                .Select((x, i) => (i, x.First, x.Second))
        )
        {
            var bytes = Convert.FromHexString((string)answer["frame"]!);
            ReadOnlySpan<byte> rest = bytes;
            new FrameReader().TryReadDatagram(ref rest, out var frame).Should().BeTrue(filling.ToString());
            var policy = new SigningPolicy(SigningMode.Require);
            verifier.Check(frame, policy).Should().Be(SignatureVerdict.Verified, filling.ToString());
            otherwise.Check(frame, policy).Should().Be(SignatureVerdict.BadSignature, filling.ToString());
            if (!Shorter.Contains(filling.Definition.Id) && filling.Payload.Any(b => b != 0))
                bytes.Should().Equal(filling.Frame(2, Signer(i)), filling.ToString());
        }
    }

    [Fact]
    public async Task It_verifies_what_we_sign()
    {
        var sent = await FillingsAsync(2);
        var other = SigningKey.FromPassphrase("somebody else's key");
        var requests = sent.SelectMany(
            (filling, i) =>
                new[] { Signer(i), new FrameSigner(other, 3, SigningClock.StandingAt(SigningTimeOf(i))) }.Select(
                    signer => new JsonObject { ["frame"] = Hex(filling.Frame(2, signer)), ["key"] = Hex(Secret) }
                )
        );
        var answers = await peer.AskAsync([.. requests]);
        for (var i = 0; i < answers.Count; i++)
        {
            var signature = answers[i]["signature"]!;
            ((bool)signature["matches"]!).Should().Be(i % 2 == 0, sent[i / 2].ToString());
            ((int)signature["linkId"]!, (long)signature["timestamp"]!).Should().Be((3, SigningTimeOf(i / 2)));
        }
    }

    private async Task<Dictionary<uint, JsonObject>> KnownAsync()
    {
        var answer = await peer.AskAsync([new JsonObject { ["registry"] = true }]);
        return answer[0]["messages"]!.AsArray().Select(m => m!.AsObject()).ToDictionary(m => (uint)m["id"]!);
    }

    /// <summary>Random values for all messages that both know and the version can carry.</summary>
    private async Task<List<Filling>> FillingsAsync(int version)
    {
        var theirs = await KnownAsync();
        var random = new Random(Seed);
        return
        [
            .. Definitions
                .Dialect.Messages.Where(m => theirs.ContainsKey(m.Id) && !Different.Contains(m.Id))
                .Where(m => version == 2 || m.Id <= byte.MaxValue)
                .SelectMany(m => Enumerable.Repeat(m, Fillings))
                .Select(m => new Filling(m, RandomPayload.Of(m, random), (int)theirs[m.Id]["length"]!)),
        ];
    }

    private static (uint, int, int, int, int) Header(JsonObject frame) =>
        (
            (uint)frame["msgid"]!,
            (int)frame["version"]!,
            (int)frame["seq"]!,
            (int)frame["sysid"]!,
            (int)frame["compid"]!
        );

    private static bool Same(JsonNode one, JsonNode other)
    {
        if (one is JsonArray ones && other is JsonArray others)
            return ones.Count == others.Count && ones.Zip(others, (a, b) => Same(a!, b!)).All(same => same);
        if (one.GetValueKind() == System.Text.Json.JsonValueKind.Number)
            return one.GetValue<double>() == other.GetValue<double>();
        return (string?)one == (string?)other;
    }

    private static long SigningTimeOf(int frame) =>
        SigningTime.From(DateTimeOffset.FromUnixTimeMilliseconds(UnixTime + frame));

    private static FrameSigner Signer(int frame) => new(Key, 3, SigningClock.StandingAt(SigningTimeOf(frame)));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private sealed record Filling(MessageDefinition Definition, byte[] Payload, int PeerLength)
    {
        private readonly WireLayout _layout = new(Definition);

        public IAnyMessage Message => AnyMessages.ById[Definition.Id];

        public byte[] Frame(int version, FrameSigner? signer = null) =>
            Message.Frame(Payload, new FrameWriter(42, 191, version) { NextSequence = 7, Signer = signer });

        /// <summary>What the frame of that version says; version 1 has no extensions.</summary>
        public JsonObject Fields(int version) =>
            MessageFields.Of(Definition, Message.Read(version == 2 ? Payload : Payload.AsSpan(0, _layout.MinLength)));

        public bool IsUnknownToPeer(string field) =>
            _layout.Fields.Single(f => f.Field.Name == field).Offset >= PeerLength;

        public JsonObject Request(int version) =>
            new()
            {
                ["msgid"] = Definition.Id,
                ["version"] = version,
                ["seq"] = 7,
                ["sysid"] = 42,
                ["compid"] = 191,
                ["fields"] = Fields(2),
            };

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Definition.Name} ({Hex(Payload)}, seed {Seed})");
    }
}
