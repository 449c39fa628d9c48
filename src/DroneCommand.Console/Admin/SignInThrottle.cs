using System.Collections.Concurrent;
using System.Net;

namespace DroneCommand.Console.Admin;

/// <summary>Slows guessing from one address, whatever names are tried; lockout slows guessing of one name.</summary>
internal sealed class SignInThrottle(TimeProvider time)
{
    internal const int FailuresPerWindow = 20;
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int MaxAddresses = 10_000;

    private readonly ConcurrentDictionary<IPAddress, (int Failures, long Since)> _addresses = new();

    public bool Allows(IPAddress address) =>
        !_addresses.TryGetValue(address, out var seen)
        || seen.Failures < FailuresPerWindow
        || time.GetElapsedTime(seen.Since) >= Window;

    public void Failed(IPAddress address)
    {
        var now = time.GetTimestamp();
        if (_addresses.Count >= MaxAddresses)
            ForgetOld();
        _addresses.AddOrUpdate(
            address,
            _ => (1, now),
            (_, seen) => time.GetElapsedTime(seen.Since) >= Window ? (1, now) : (seen.Failures + 1, seen.Since)
        );
    }

    private void ForgetOld()
    {
        foreach (var (address, seen) in _addresses)
        {
            if (time.GetElapsedTime(seen.Since) >= Window)
                _addresses.TryRemove(address, out _);
        }
    }
}
