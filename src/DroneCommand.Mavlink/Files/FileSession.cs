using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Files;

/// <summary>
/// Opens and closes a file at the vehicle. ArduPilot has one open file for all stations and takes the session number that
/// it is given; PX4 has its own number. A session that we left behind is reset; one of another station is waited for.
/// </summary>
internal sealed class FileSession(FileChannel channel, TimeProvider time)
{
    /// <summary>ArduPilot frees a session that was idle for three seconds.</summary>
    private static readonly TimeSpan OthersLimit = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan OthersPause = TimeSpan.FromSeconds(1);

    /// <summary>Not the 0 that most stations use: to reset ours must not end theirs.</summary>
    public const byte Ours = 0xDC;

    /// <summary>The vehicle's answer; null when it is silent.</summary>
    public async Task<FilePacket?> Open(MavFtpOpcode how, string path, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        var reset = false;
        channel.Session = Ours;
        while (true)
        {
            var answer = await channel.Ask(Request(how, path), cancellation);
            if (answer is null or { IsAck: true })
            {
                channel.Session = answer?.Session ?? Ours;
                return answer;
            }
            var ownLeft = answer.Error is MavFtpErr.Nosessionsavailable or MavFtpErr.Fail && !reset;
            var others = answer.Error == MavFtpErr.Invalidsession && time.GetElapsedTime(begun) < OthersLimit;
            if (ownLeft)
            {
                reset = true;
                if (await channel.Ask(Closing(MavFtpOpcode.Resetsession), cancellation) == null)
                    return null;
            }
            else if (others)
                await channel.Answers.Next(OthersPause, cancellation);
            else
                return answer;
        }
    }

    /// <summary>Closes the file; what was written is only then whole at the vehicle.</summary>
    public Task<FilePacket?> Close(CancellationToken cancellation) =>
        channel.Ask(Closing(MavFtpOpcode.Terminatesession), cancellation);

    /// <summary>Says that it is closed and waits for nothing.</summary>
    public void Abandon() => channel.Send(Closing(MavFtpOpcode.Terminatesession));

    private FilePacket Request(MavFtpOpcode opcode, string path)
    {
        var data = FilePacket.Text(path);
        return new FilePacket
        {
            Opcode = opcode,
            Session = channel.Session,
            Size = (byte)data.Length,
            Data = data,
        };
    }

    private FilePacket Closing(MavFtpOpcode opcode) => new() { Opcode = opcode, Session = channel.Session };
}
