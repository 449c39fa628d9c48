namespace DroneCommand.Simulator.Physics;

/// <summary>
/// The pilot's radio and its receiver: stick, mode switch, and whether it is heard. Untouched it stands as SITL's does, with
/// the mode switch at its sixth position.
/// </summary>
/// <param name="takeOverPosition">Where the switch goes when a pilot takes over without saying where.</param>
public sealed class PilotRadio(int takeOverPosition)
{
    private const int RestingPosition = 6;
    private const double StickTravel = 500;

    // Where a six-position switch puts its channel, microseconds.
    private static readonly ushort[] SwitchPulses = [1165, 1295, 1425, 1555, 1685, 1800];

    /// <summary>False while the receiver hears nothing.</summary>
    public bool IsHeard { get; set; } = true;

    /// <summary>The mode switch, 1 to 6; null while nobody has touched it.</summary>
    public int? Switch { get; private set; }

    /// <summary>How often the switch was moved, to the same position too: a pilot flicks it away and back.</summary>
    public int Moves { get; private set; }

    /// <summary>The stick that drives forward, −1 to 1.</summary>
    public double Forward { get; private set; }

    /// <summary>Pulse of the mode switch's channel, microseconds.</summary>
    public ushort SwitchPulse => SwitchPulses[(Switch ?? RestingPosition) - 1];

    /// <summary>Pulse of the stick that drives forward, microseconds; centred is 1500.</summary>
    public ushort ForwardPulse => (ushort)(1500 + (Forward * StickTravel));

    /// <summary>The pilot moves the mode switch, 0 for the usual position, and pushes the stick.</summary>
    public void TakeOver(int position, double forward)
    {
        (Switch, Forward) = (position == 0 ? takeOverPosition : position, forward);
        Moves++;
    }

    /// <summary>The stick goes back to its middle; the switch stays.</summary>
    public void LetGo() => Forward = 0;
}
