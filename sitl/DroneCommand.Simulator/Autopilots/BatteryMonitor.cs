using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>How bad the battery is.</summary>
public enum BatteryLevel
{
    Good,
    Low,
    Critical,
}

/// <summary>
/// The autopilot's battery monitor: voltage, current, consumed charge against BATT_CAPACITY, and the low and critical
/// levels. A level once reached stays until the next boot.
/// </summary>
public sealed class BatteryMonitor(ParameterTable parameters, Battery battery)
{
    private double _lowSeconds;
    private double _criticalSeconds;

    /// <summary>What the monitor reads; SIM_BATT_VOLTAGE sets it where somebody changed that.</summary>
    public double Volts =>
        parameters.Find("SIM_BATT_VOLTAGE") is { } set && set.Value != set.Default ? set.Value : battery.Volts;

    public double Amperes => battery.Amperes;

    public double UsedMah => battery.UsedAh * 1000;

    public double UsedWh => battery.UsedWh;

    /// <summary>Percent of BATT_CAPACITY left, as the vehicle reports it.</summary>
    public int RemainingPercent
    {
        get
        {
            var missing = (1 - battery.Spec.InitialCharge) * battery.Spec.CapacityAh * 1000;
            var capacity = Math.Max(1, parameters["BATT_CAPACITY"]);
            return (int)Math.Clamp(Math.Floor(100 * (capacity - UsedMah - missing) / capacity), 0, 100);
        }
    }

    public BatteryLevel Level { get; private set; }

    /// <summary>
    /// BATTERY_RESET: the pack was exchanged or charged. Failsafes of the old one are forgotten; a level that the new one has
    /// already is taken for known, and triggers nothing.
    /// </summary>
    public void Reset(double percent)
    {
        battery.Recharge(Math.Clamp(percent, 0, 100) / 100);
        Level = LevelNow();
    }

    /// <summary>Looks for a worse level while armed; the new one when there is one.</summary>
    public BatteryLevel? Check(bool armed, double dt)
    {
        if (!armed)
        {
            (_lowSeconds, _criticalSeconds) = (0, 0);
            return null;
        }

        _lowSeconds = Below("BATT_LOW_VOLT") ? _lowSeconds + dt : 0;
        _criticalSeconds = Below("BATT_CRT_VOLT") ? _criticalSeconds + dt : 0;
        var level = LevelNow();
        if (level <= Level)
        {
            return null;
        }

        Level = level;
        return level;
    }

    /// <summary>What the arming check finds wrong with the battery, or null.</summary>
    public string? Problem()
    {
        if (parameters["BATT_ARM_VOLT"] > 0 && Volts < parameters["BATT_ARM_VOLT"])
        {
            return "Battery 1 below minimum arming voltage";
        }

        var left = parameters["BATT_CAPACITY"] * RemainingPercent / 100;
        if (parameters["BATT_ARM_MAH"] > 0 && left < parameters["BATT_ARM_MAH"])
        {
            return "Battery 1 below minimum arming capacity";
        }

        return (Below("BATT_LOW_VOLT"), Spent("BATT_LOW_MAH"), Below("BATT_CRT_VOLT"), Spent("BATT_CRT_MAH")) switch
        {
            (true, _, _, _) => "Battery 1 low voltage failsafe",
            (_, true, _, _) => "Battery 1 low capacity failsafe",
            (_, _, true, _) => "Battery 1 critical voltage failsafe",
            (_, _, _, true) => "Battery 1 critical capacity failsafe",
            _ => null,
        };
    }

    private BatteryLevel LevelNow()
    {
        var timer = parameters["BATT_LOW_TIMER"];
        return (_criticalSeconds > timer || Spent("BATT_CRT_MAH"), _lowSeconds > timer || Spent("BATT_LOW_MAH")) switch
        {
            (true, _) => BatteryLevel.Critical,
            (_, true) => BatteryLevel.Low,
            _ => BatteryLevel.Good,
        };
    }

    private bool Below(string name) => parameters[name] > 0 && Volts < parameters[name];

    private bool Spent(string name)
    {
        var missing = (1 - battery.Spec.InitialCharge) * battery.Spec.CapacityAh * 1000;
        return parameters[name] > 0 && parameters["BATT_CAPACITY"] - UsedMah - missing < parameters[name];
    }
}
