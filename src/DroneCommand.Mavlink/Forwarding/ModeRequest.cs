using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Messages;
using DroneCommand.Mavlink.Wire;

namespace DroneCommand.Mavlink.Forwarding;

/// <summary>Which mode a station's frame asks for.</summary>
public static class ModeRequest
{
    private const float Pause = 0;

    /// <summary>The mode's number; null for a frame that asks for none, or for one that only the vehicle knows.</summary>
    public static uint? Of(in FrameView frame, IAutopilot autopilot)
    {
        if (frame.TryRead<SetMode>(out var set))
            return set.CustomMode;
        if (frame.TryRead<CommandLong>(out var wide))
            return Of(wide.Command, wide.Param1, wide.Param2, wide.Param3, autopilot);
        return frame.TryRead<CommandInt>(out var placed)
            ? Of(placed.Command, placed.Param1, placed.Param2, placed.Param3, autopilot)
            : null;
    }

    /// <summary>True for a mode that holds, returns or lands: what the console's own safety commands ask for.</summary>
    public static bool IsSafety(uint mode, IAutopilot autopilot) =>
        autopilot.HoldModes.Contains(mode) || mode == autopilot.ReturnMode || mode == autopilot.LandMode;

    private static uint? Of(MavCmd command, float param1, float param2, float param3, IAutopilot autopilot) =>
        command switch
        {
            MavCmd.DoSetMode => autopilot
                .Modes.FirstOrDefault(mode =>
                    autopilot.SetMode(mode.Number) is var same && same.Param2 == param2 && same.Param3 == param3
                )
                ?.Number,
            MavCmd.NavReturnToLaunch => autopilot.ReturnMode,
            MavCmd.NavLand => autopilot.LandMode,
            MavCmd.DoPauseContinue when param1 == Pause => autopilot.HoldModes[0],
            MavCmd.NavLoiterUnlim => autopilot.HoldModes[^1],
            MavCmd.MissionStart => autopilot.MissionMode,
            MavCmd.DoReposition => autopilot.GuidedMode,
            _ => null,
        };
}
