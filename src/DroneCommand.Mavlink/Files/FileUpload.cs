using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Missions;

namespace DroneCommand.Mavlink.Files;

/// <summary>
/// Writes one file that is open at the vehicle, piece by piece: a repeated piece goes to the same place again, so that a
/// lost answer does no harm.
/// </summary>
internal sealed class FileUpload(FileChannel channel, FileTransferOptions options)
{
    /// <summary>Null when all is written; else the refusal, or an empty packet when the vehicle is silent.</summary>
    public async Task<FilePacket?> Run(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        for (var offset = 0; offset < bytes.Length; offset += FilePacket.MaxData)
        {
            var piece = bytes.Slice(offset, Math.Min(FilePacket.MaxData, bytes.Length - offset));
            var answer = await channel.Ask(
                new FilePacket
                {
                    Opcode = MavFtpOpcode.Writefile,
                    Session = channel.Session,
                    Size = (byte)piece.Length,
                    Offset = (uint)offset,
                    Data = piece,
                },
                cancellation
            );
            if (answer is not { IsAck: true })
                return answer ?? new FilePacket();
            options.Progress?.Report(new TransferProgress(offset + piece.Length, bytes.Length));
        }
        return null;
    }
}
