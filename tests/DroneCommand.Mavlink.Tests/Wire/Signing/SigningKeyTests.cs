using System.Security.Cryptography;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire.Signing;

namespace DroneCommand.Mavlink.Tests.Wire.Signing;

public class SigningKeyTests
{
    private const string Hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void A_passphrase_gives_the_key_that_other_stations_make_of_it() =>
        Secret(SigningKey.FromPassphrase("abc")).Should().Be(Hex);

    [Fact]
    public void Hexadecimal_digits_are_read_in_both_cases()
    {
        Secret(SigningKey.FromHex(Hex)).Should().Be(Hex);
        Secret(SigningKey.FromHex(Hex.ToUpperInvariant())).Should().Be(Hex);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ba7816bf")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015adf0")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a")]
    [InlineData("zz7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void What_is_no_key_is_refused_without_being_repeated(string text)
    {
        var read = () => SigningKey.FromHex(text);
        var message = read.Should().Throw<FormatException>().Which.Message;
        if (text.Length > 0)
            message.Should().NotContain(text[..Math.Min(8, text.Length)]);
    }

    [Fact]
    public void A_key_of_zeros_is_none()
    {
        var make = () => new SigningKey(new byte[SigningKey.Length]);
        make.Should().Throw<ArgumentException>().WithMessage("*no signing*");
    }

    [Fact]
    public void It_shows_itself_to_nobody()
    {
        var key = SigningKey.FromHex(Hex);
        $"{key}".Should().Be("signing key");
        key.GetType().GetProperties().Should().BeEmpty();
        key.GetType().GetFields().Where(field => !field.IsLiteral).Should().BeEmpty();
    }

    [Fact]
    public void Two_new_ones_differ() => Secret(SigningKey.Generate()).Should().NotBe(Secret(SigningKey.Generate()));

    [Fact]
    public void A_cleared_key_signs_and_verifies_nothing()
    {
        using var key = SigningKey.FromHex(Hex);
        var verifier = SignedFrames.Verifier(key);
        var frame = SignedFrames.Signed(SignedFrames.LocalTime, key);
        key.Dispose();
        var sign = () => SignedFrames.Signed(SignedFrames.LocalTime, key);
        sign.Should().Throw<ObjectDisposedException>();
        var verify = () => verifier.Check(frame, SignedFrames.Require);
        verify.Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void The_signature_is_the_start_of_a_hash_over_key_and_frame()
    {
        var secret = Convert.FromHexString(Hex);
        var frame = SignedFrames.Signed(SignedFrames.LocalTime, new SigningKey(secret), link: 7);
        var view = SignedFrames.Read(frame);
        view.Signature.ToArray().Should().Equal(SHA256.HashData([.. secret, .. frame[..^6]])[..6]);
        view.LinkId.Should().Be(7);
        view.Timestamp.Should().Be(SignedFrames.LocalTime);
        view.Read<Heartbeat>().CustomMode.Should().Be(4);
    }

    [Fact]
    public void An_unsigned_frame_has_no_link_id_no_time_and_no_signature()
    {
        var frame = SignedFrames.Unsigned(new Heartbeat());
        var asks = new Action[]
        {
            () => _ = SignedFrames.Read(frame).LinkId,
            () => _ = SignedFrames.Read(frame).Timestamp,
            () => _ = SignedFrames.Read(frame).Signature.Length,
        };
        asks.Should().AllSatisfy(ask => ask.Should().Throw<InvalidOperationException>());
    }

    private static string Secret(SigningKey key)
    {
        var secret = new byte[SigningKey.Length];
        key.CopyTo(secret);
        return Convert.ToHexStringLower(secret);
    }
}
