using System.Globalization;
using BitMiracle.LibTiff.Classic;

namespace DroneCommand.Missions.Terrain;

/// <summary>
/// What the library has to say: it has one handler for the whole process, which by default writes to standard error. This
/// one keeps the last error of each thread.
/// </summary>
internal sealed class TiffMessages : TiffErrorHandler
{
    [ThreadStatic]
    private static string? last;

    static TiffMessages() => Tiff.SetErrorHandler(new TiffMessages());

    /// <summary>The last error on this thread.</summary>
    public static string Last => last ?? "it ends too early";

    /// <summary>Before a file is opened.</summary>
    public static void Forget() => last = null;

    public override void ErrorHandler(Tiff tif, string method, string format, params object[] args) =>
        last = string.Format(CultureInfo.InvariantCulture, format, args);

    public override void ErrorHandlerExt(
        Tiff tif,
        object clientData,
        string method,
        string format,
        params object[] args
    ) { }

    public override void WarningHandler(Tiff tif, string method, string format, params object[] args) { }

    public override void WarningHandlerExt(
        Tiff tif,
        object clientData,
        string method,
        string format,
        params object[] args
    ) { }
}
