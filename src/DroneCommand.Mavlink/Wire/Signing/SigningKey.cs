using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace DroneCommand.Mavlink.Wire.Signing;

/// <summary>
/// The secret that a vehicle and its ground stations share: 32 bytes
/// (https://mavlink.io/en/guide/message_signing.html). Its text never shows it. Thread-safe.
/// </summary>
public sealed class SigningKey : IDisposable
{
    /// <summary>Bytes of a key.</summary>
    public const int Length = 32;

    private readonly byte[] _secret = GC.AllocateUninitializedArray<byte>(Length, pinned: true);
    private int _cleared;

    /// <param name="secret">Copied; the caller clears its own.</param>
    /// <exception cref="ArgumentException">Not 32 bytes, or all of them zero, which autopilots take for 'no signing'.</exception>
    public SigningKey(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != Length)
            throw new ArgumentException($"A signing key has {Length} bytes, not {secret.Length}");
        if (!secret.ContainsAnyExcept((byte)0))
            throw new ArgumentException("A signing key of zeros means 'no signing' to autopilots");
        secret.CopyTo(_secret);
    }

    /// <summary>Reads 64 hexadecimal digits.</summary>
    /// <exception cref="FormatException">Anything else; the message does not repeat the text.</exception>
    public static SigningKey FromHex(ReadOnlySpan<char> hex)
    {
        Span<byte> secret = stackalloc byte[Length];
        try
        {
            var status = Convert.FromHexString(hex, secret, out var read, out var written);
            if (status != OperationStatus.Done || written != Length || read != hex.Length)
                throw new FormatException($"A signing key is written as {2 * Length} hexadecimal digits");
            return new SigningKey(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>
    /// The SHA-256 of the passphrase, as Mission Planner, MAVProxy and QGroundControl make it. A key is only as hard to
    /// guess as its passphrase: prefer <see cref="Generate"/>.
    /// </summary>
    public static SigningKey FromPassphrase(string passphrase)
    {
        ArgumentException.ThrowIfNullOrEmpty(passphrase);
        Span<byte> secret = stackalloc byte[Length];
        SHA256.HashData(Encoding.UTF8.GetBytes(passphrase), secret);
        try
        {
            return new SigningKey(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>A new key from the system's random source.</summary>
    public static SigningKey Generate()
    {
        Span<byte> secret = stackalloc byte[Length];
        RandomNumberGenerator.Fill(secret);
        try
        {
            return new SigningKey(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    /// <summary>For keeping the key, encrypted. The caller clears the copy with CryptographicOperations.ZeroMemory.</summary>
    /// <exception cref="ObjectDisposedException">The key was cleared.</exception>
    public void CopyTo(Span<byte> destination)
    {
        _secret.CopyTo(destination);
        // Read after the copy: a key that is being cleared meanwhile must not be used as zeros, which anyone can sign with.
        Volatile.ReadBarrier();
        ObjectDisposedException.ThrowIf(_cleared != 0, this);
    }

    /// <summary>Overwrites the secret. Whoever still signs or verifies with it gets <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref _cleared, 1);
        CryptographicOperations.ZeroMemory(_secret);
    }

    /// <summary>Never the secret.</summary>
    public override string ToString() => "signing key";

    /// <summary>Writes the signature of what it covers: a frame from its start marker to its timestamp.</summary>
    internal void Sign(ReadOnlySpan<byte> covered, Span<byte> signature)
    {
        Span<byte> input = stackalloc byte[Length + FrameWriter.MaxFrameLength];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        try
        {
            CopyTo(input);
            covered.CopyTo(input[Length..]);
            SHA256.HashData(input[..(Length + covered.Length)], hash);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(input[..Length]);
        }
        hash[..FrameFormat.SignatureHashLength].CopyTo(signature);
    }

    /// <summary>True when the frame was signed with this key. Takes the same time wherever they differ.</summary>
    internal bool HasSigned(in FrameView frame)
    {
        Span<byte> expected = stackalloc byte[FrameFormat.SignatureHashLength];
        Sign(frame.Raw[..^FrameFormat.SignatureHashLength], expected);
        return CryptographicOperations.FixedTimeEquals(expected, frame.Signature);
    }
}
