using System.Text.Json;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Mavlink.Tests.Wire.Signing;

/// <summary>Signed frames of another implementation where they are present, and our own of every message in any case.</summary>
public class SignedVectorTests
{
    private const string VectorKey = "mavres golden vectors 2026";

    [Fact]
    public void Signed_frames_of_others_verify_and_are_written_bit_for_bit()
    {
        var path = SharedData.Find("data/mavlink/frames_v2_signed.jsonl");
        Assert.SkipWhen(path == null, "no vectors here");
        var key = SigningKey.FromPassphrase(VectorKey);
        var seen = 0;
        foreach (var line in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var name = root.GetProperty("name").GetString()!;
            var bytes = Convert.FromHexString(root.GetProperty("hex").GetString()!);
            var frame = SignedFrames.Read(bytes);
            MessageTable.NameOf(frame.MessageId).Should().Be(name);
            frame.LinkId.Should().Be(root.GetProperty("link_id").GetByte(), name);
            frame.Timestamp.Should().Be(root.GetProperty("timestamp").GetInt64(), name);
            VerifiesAndIsWrittenAgain(bytes, key, name);
            seen++;
        }
        seen.Should().BeGreaterThan(325);
    }

    [Fact]
    public void Every_message_is_signed_verified_and_written_bit_for_bit()
    {
        const int seed = 20150101;
        var random = new Random(seed);
        foreach (var message in AnyMessages.ById.Values)
        {
            var payload = new byte[random.Next(256)];
            random.NextBytes(payload);
            var timestamp = random.NextInt64(SigningTime.Max);
            var signer = new FrameSigner(SignedFrames.Key, (byte)random.Next(256), SigningClock.StandingAt(timestamp));
            var writer = new FrameWriter((byte)random.Next(256), (byte)random.Next(256)) { Signer = signer };
            var bytes = message.Frame(payload, writer);
            SignedFrames.Read(bytes).Timestamp.Should().Be(timestamp);
            SignedFrames.Read(bytes).LinkId.Should().Be(signer.LinkId);
            VerifiesAndIsWrittenAgain(bytes, SignedFrames.Key, $"{message.Info.Name}, seed {seed}");
        }
    }

    [Fact]
    public void What_must_come_out_of_streams_for_a_receiver_with_a_key_comes_out_in_any_chunking()
    {
        var path = SharedData.Find("data/mavlink/bad_frames.jsonl");
        Assert.SkipWhen(path == null, "no vectors here");
        var categories = new HashSet<string>();
        foreach (var line in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var signing = root.GetProperty("signing");
            if (signing.ValueKind == JsonValueKind.Null)
                continue;
            var bytes = Convert.FromHexString(root.GetProperty("hex").GetString()!);
            var expect = root.GetProperty("expect");
            var expected = expect
                .GetProperty("delivered")
                .EnumerateArray()
                .Select(d => (d.GetProperty("offset").GetInt32(), d.GetProperty("msgid").GetUInt32()))
                .ToList();
            foreach (var chunk in new[] { 1, 13, bytes.Length })
            {
                var (delivered, rejected) = Receive(bytes, chunk, signing);
                delivered.Should().Equal(expected, "{0} by {1}", root.GetProperty("id"), chunk);
                rejected.Should().Equal(Reasons(expect), "{0} by {1}", root.GetProperty("id"), chunk);
            }
            categories.Add(root.GetProperty("category").GetString()!);
        }
        categories
            .Should()
            .Contain([
                "wrong_signature",
                "unsigned",
                "signing_ok",
                "signed_bad_crc",
                "replay",
                "signature_poison",
                "old_timestamp",
            ]);
    }

    private static void VerifiesAndIsWrittenAgain(byte[] bytes, SigningKey key, string name)
    {
        var frame = SignedFrames.Read(bytes);
        var verifier = new SignatureVerifier(key, SigningClock.StandingAt(frame.Timestamp));
        verifier.Check(frame, SignedFrames.Require).Should().Be(SignatureVerdict.Verified, name);
        var writer = new FrameWriter(frame.SystemId, frame.ComponentId)
        {
            NextSequence = frame.Sequence,
            Signer = new FrameSigner(key, frame.LinkId, SigningClock.StandingAt(frame.Timestamp)),
        };
        AnyMessages.ById[frame.MessageId].Rewrite(frame, writer).Should().Equal(bytes, name);
    }

    private static (List<(int, uint)> Delivered, List<SignatureVerdict> Rejected) Receive(
        byte[] bytes,
        int chunk,
        JsonElement signing
    )
    {
        var verifier = new SignatureVerifier(
            SigningKey.FromHex(signing.GetProperty("key").GetString()),
            SigningClock.StandingAt(signing.GetProperty("local_timestamp").GetInt64())
        );
        var radio = signing.GetProperty("accept_unsigned_radio_status").GetBoolean();
        var policy = SignedFrames.Require with { LetThrough = radio ? UnsignedMessages.RadioStatus : 0 };
        var delivered = new List<(int, uint)>();
        var rejected = new List<SignatureVerdict>();
        var reader = new FrameReader();
        var offset = 0;
        for (var at = 0; at < bytes.Length; at += chunk)
        {
            reader.Append(bytes.AsSpan(at, Math.Min(chunk, bytes.Length - at)));
            while (reader.TryRead(out var frame))
            {
                offset += bytes.AsSpan(offset).IndexOf(frame.Raw);
                var verdict = verifier.Check(frame, policy);
                if (verdict.Passes())
                    delivered.Add((offset, frame.MessageId));
                else
                    rejected.Add(verdict);
                offset += frame.Raw.Length;
            }
        }
        return (delivered, rejected);
    }

    /// <summary>What the signature is the reason for. A stretch may stand for several frames of one reason.</summary>
    private static IEnumerable<SignatureVerdict> Reasons(JsonElement expect) =>
        expect
            .GetProperty("rejected")
            .EnumerateArray()
            .Select(rejected => rejected.GetProperty("reason").GetString())
            .Select(reason =>
                reason switch
                {
                    "bad_signature" => SignatureVerdict.BadSignature,
                    "replay" => SignatureVerdict.Replay,
                    "old_timestamp" => SignatureVerdict.TooOld,
                    "unsigned" => SignatureVerdict.UnsignedRefused,
                    _ => (SignatureVerdict?)null,
                }
            )
            .OfType<SignatureVerdict>();
}
