namespace DroneCommand.Console.Shell;

/// <summary>Dark or light, as the person at this page chose. One per page; owned by the page's circuit.</summary>
public sealed class ThemeChoice
{
    /// <summary>Name of the cookie that keeps the choice, so that the first paint has it already.</summary>
    public const string Cookie = "dronecommand-theme";

    public event Action? Changed;

    public bool Dark { get; private set; } = true;

    public string Name => NameOf(Dark);

    public static string NameOf(bool dark) => dark ? "dark" : "light";

    /// <summary>What a cookie's value asks for; dark unless it says light.</summary>
    public static bool IsDark(string? cookie) => cookie != "light";

    public void Set(bool dark)
    {
        if (Dark == dark)
        {
            return;
        }

        Dark = dark;
        Changed?.Invoke();
    }
}
