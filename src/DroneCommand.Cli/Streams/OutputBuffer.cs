using System.Buffers;

namespace DroneCommand.Cli.Streams;

/// <summary>Collects output until there is enough for one call of the system. One thread.</summary>
internal sealed class OutputBuffer(Stream output) : IBufferWriter<byte>
{
    private const int Enough = 64 * 1024;

    private byte[] _bytes = new byte[2 * Enough];
    private int _count;

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_count);
    }

    public void Advance(int count) => _count += count;

    /// <summary>Ends a line, and writes what there is if it is enough.</summary>
    public void EndLine()
    {
        GetSpan(1)[0] = (byte)'\n';
        _count++;
        if (_count >= Enough)
            Flush();
    }

    public void Flush()
    {
        if (_count == 0)
            return;
        output.Write(_bytes.AsSpan(0, _count));
        output.Flush();
        _count = 0;
    }

    private void Reserve(int size)
    {
        size = Math.Max(1, size);
        if (_bytes.Length - _count < size)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _count + size));
    }
}
