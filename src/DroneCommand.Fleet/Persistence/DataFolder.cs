using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace DroneCommand.Fleet.Persistence;

/// <summary>The data folder cannot serve. The message is one line for the person who starts the server.</summary>
public sealed class DataFolderException : Exception
{
    public DataFolderException(string message)
        : base(message) { }

    public DataFolderException(string message, Exception inner)
        : base(message, inner) { }
}

/// <summary>
/// The one folder that holds everything the server must find again: database, spool, keys, tlogs. One server at a time
/// owns it, by a lock that the kernel drops when the process ends in any way. New folders are for their owner only.
/// </summary>
public sealed class DataFolder : IDisposable
{
    /// <summary>Configuration key; as environment variable DroneCommand__DataFolder.</summary>
    public const string ConfigurationKey = "DroneCommand:DataFolder";

    private const UnixFileMode OwnerOnlyFolder =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream ownership)
    {
        Path = path;
        _lock = ownership;
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>The SQLite database; its -wal and -shm files lie beside it.</summary>
    public string DatabaseFile => System.IO.Path.Combine(Path, "dronecommand.db");

    /// <summary>One .tlog per vehicle and sortie.</summary>
    public string Tlogs => System.IO.Path.Combine(Path, "tlogs");

    /// <summary>Records that the database has not taken yet.</summary>
    public string Spool => System.IO.Path.Combine(Path, "spool");

    /// <summary>Data Protection keys: who reads them can forge a session.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

    /// <summary>
    /// Opens the folder that configuration names, else `data` in the repository's root (when started from a working
    /// copy) or in the current folder.
    /// </summary>
    /// <exception cref="DataFolderException">It cannot be made or written, or another server owns it.</exception>
    public static DataFolder Open(IConfiguration configuration, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(environment);
        var start = BaseFolder(environment.ContentRootPath);
        var configured = configuration[ConfigurationKey];
        return Open(System.IO.Path.Combine(start, string.IsNullOrWhiteSpace(configured) ? "data" : configured));
    }

    /// <summary>Opens or makes the folder at <paramref name="path"/>.</summary>
    /// <exception cref="DataFolderException">It cannot be made or written, or another server owns it.</exception>
    public static DataFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            MakeOwnerOnly(path);
            var ownership = TakeOwnership(path);
            try
            {
                var folder = new DataFolder(path, ownership);
                MakeOwnerOnly(folder.Tlogs);
                MakeOwnerOnly(folder.Spool);
                MakeOwnerOnly(folder.Keys);
                using (OpenOwnerOnly(folder.DatabaseFile, FileMode.OpenOrCreate)) { }
                return folder;
            }
            catch
            {
                ownership.Dispose();
                throw;
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            var reason = fault.Message.Split('\n')[0].TrimEnd('.', ' ');
            throw new DataFolderException(
                $"The data folder {path} cannot be written: {reason}. "
                    + $"Give this account write access, or set {ConfigurationKey} (environment: DroneCommand__DataFolder) "
                    + "to another folder.",
                fault
            );
        }
    }

    /// <summary>Lets another server open the folder.</summary>
    public void Dispose() => _lock.Dispose();

    /// <summary>Opens a file of this folder for reading and writing; a new one is readable by its owner only.</summary>
    internal static FileStream OpenOwnerOnly(string path, FileMode mode, FileShare share = FileShare.ReadWrite)
    {
        var options = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.ReadWrite,
            Share = share,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnlyFile;
        return new FileStream(path, options);
    }

    // `dotnet run --project` starts a web project in its own folder: walk up to the working copy's root, so that the
    // data lie where a person looks for them and where .gitignore covers them.
    private static string BaseFolder(string contentRoot)
    {
        for (var folder = new DirectoryInfo(contentRoot); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "DroneCommand.sln")))
                return folder.FullName;
        }

        return Environment.CurrentDirectory;
    }

    private static void MakeOwnerOnly(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnlyFolder);
    }

    private static FileStream TakeOwnership(string path)
    {
        var file = System.IO.Path.Combine(path, "server.lock");
        try
        {
            return OpenOwnerOnly(file, FileMode.OpenOrCreate, FileShare.None);
        }
        catch (IOException fault) when (File.Exists(file))
        {
            throw new DataFolderException(
                $"The data folder {path} is in use by another DroneCommand server. Stop that one, or set "
                    + $"{ConfigurationKey} (environment: DroneCommand__DataFolder) to another folder.",
                fault
            );
        }
    }
}
