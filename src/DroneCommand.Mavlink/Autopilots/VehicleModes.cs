using DroneCommand.Mavlink.Commands;
using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Autopilots;

/// <summary>What is known of a vehicle's modes.</summary>
/// <param name="Modes">By rising number.</param>
/// <param name="FromVehicle">The vehicle listed them itself; otherwise they are its autopilot's table.</param>
public sealed record ModeListing(IReadOnlyList<VehicleMode> Modes, bool FromVehicle)
{
    /// <summary>The mode by that name, whatever its case and separators; null for none.</summary>
    public VehicleMode? Find(string name) =>
        Modes.FirstOrDefault(m => ModeNames.Plain(m.Name) == ModeNames.Plain(name));
}

/// <summary>
/// Asks a vehicle for its modes by AVAILABLE_MODES: all at once, then for each that was lost. One that does not offer
/// them, or cannot be heard to the end, has its autopilot's table.
/// </summary>
/// <param name="connection">To the autopilot.</param>
/// <param name="commands">Its commands.</param>
/// <remarks>https://mavlink.io/en/services/standard_modes.html</remarks>
public sealed class VehicleModes(VehicleConnection connection, CommandSender commands)
{
    // Vehicles send one a step; a line that was busy is given this long.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostAtOnce = TimeSpan.FromSeconds(30);
    private const int MaxRequests = 40;

    /// <param name="autopilot">Whose table stands in; null for none.</param>
    /// <param name="cancellation">The caller gives up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<ModeListing> Read(IAutopilot? autopilot, CancellationToken cancellation = default)
    {
        var heard = new SortedDictionary<int, AvailableModes>();
        using var coming = connection.Expect<AvailableModes>();
        for (var (request, index) = (0, 0); request < MaxRequests; request++)
        {
            if (!await Ask(index, cancellation))
                break;
            await Collect(coming, heard, single: index > 0, cancellation);
            if (Missing(heard) is not { } missing)
                return new ModeListing([.. heard.Values.Select(Mode).OrderBy(m => m.Number)], FromVehicle: true);
            index = missing;
        }
        cancellation.ThrowIfCancellationRequested();
        return new ModeListing(autopilot?.Modes ?? [], FromVehicle: false);
    }

    private async Task<bool> Ask(int index, CancellationToken cancellation)
    {
        var request = new CommandLongRequest(MavCmd.RequestMessage, MessageIds.AvailableModes, index);
        return (await commands.Send(request, cancellation: cancellation)).IsAccepted;
    }

    private async Task Collect(
        MessageWaiter<AvailableModes> coming,
        SortedDictionary<int, AvailableModes> heard,
        bool single,
        CancellationToken cancellation
    )
    {
        var since = connection.Time.GetTimestamp();
        while (
            connection.Time.GetElapsedTime(since) < MostAtOnce
            && await coming.Next(Quiet, cancellation) is { Came: true, Value: var mode }
        )
        {
            heard[mode.ModeIndex] = mode;
            if (single || Missing(heard) == null)
                return;
        }
    }

    /// <summary>The first index, from 1, that was not heard yet; null when all were.</summary>
    private static int? Missing(SortedDictionary<int, AvailableModes> heard)
    {
        var number = heard.Count == 0 ? 1 : heard.Values.Max(m => m.NumberModes);
        for (var index = 1; index <= number; index++)
            if (!heard.ContainsKey(index))
                return index;
        return null;
    }

    private static VehicleMode Mode(AvailableModes m) =>
        new(m.CustomMode, m.ModeName.ToString())
        {
            Standard = m.StandardMode,
            IsSelectable = !m.Properties.HasFlag(MavModeProperty.NotUserSelectable),
        };
}
