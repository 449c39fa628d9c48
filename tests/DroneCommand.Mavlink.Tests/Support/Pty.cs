using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace DroneCommand.Mavlink.Tests.Support;

/// <summary>A pseudo terminal: what a program takes for a serial device, and the other end of its cable.</summary>
internal sealed class Pty : IDisposable
{
    private const int ReadWrite = 2;
    private const int NoControllingTerminal = 0x100;

    private readonly SafeFileHandle _master;

    public Pty()
    {
        _master = new SafeFileHandle(posix_openpt(ReadWrite | NoControllingTerminal), ownsHandle: true);
        var name = new byte[128];
        if (_master.IsInvalid || grantpt(_master) != 0 || unlockpt(_master) != 0)
            throw new InvalidOperationException("no pseudo terminal");
        if (ptsname_r(_master, name, name.Length) != 0)
            throw new InvalidOperationException("the pseudo terminal has no name");
        Device = Encoding.ASCII.GetString(name, 0, Array.IndexOf(name, (byte)0));
        Cable = new FileStream(_master, FileAccess.ReadWrite, bufferSize: 0);
    }

    /// <summary>False where there are none.</summary>
    public static bool Available => OperatingSystem.IsLinux() && File.Exists("/dev/ptmx");

    public string Device { get; }

    public FileStream Cable { get; }

    /// <summary>Unplugs it.</summary>
    public void Dispose() => Cable.Dispose();

    [DllImport("libc")]
    private static extern int posix_openpt(int flags);

    [DllImport("libc")]
    private static extern int grantpt(SafeFileHandle master);

    [DllImport("libc")]
    private static extern int unlockpt(SafeFileHandle master);

    [DllImport("libc")]
    private static extern int ptsname_r(SafeFileHandle master, byte[] name, nint length);
}
