namespace DroneCommand.Simulator.Physics;

/// <summary>
/// A lithium pack drawn down by a load in watts. The resting voltage follows the state of charge, and the load pulls it
/// down over the pack's resistance (sag).
/// </summary>
public sealed class Battery(BatterySpec spec)
{
    private double _usedAh;

    public BatterySpec Spec { get; } = spec;

    /// <summary>Charge left, 0 to 1.</summary>
    public double StateOfCharge => Math.Max(0, Spec.InitialCharge - (_usedAh / Spec.CapacityAh));

    /// <summary>Voltage without load whatever the charge, volts; null follows the charge. A fault.</summary>
    public double? FixedVolts { get; set; }

    /// <summary>Cells that give nothing; a fault.</summary>
    public int DeadCells { get; set; }

    /// <summary>How many times its resistance when new; a fault.</summary>
    public double Ageing { get; set; } = 1;

    /// <summary>Voltage under the present load, volts.</summary>
    public double Volts { get; private set; } = RestingVolts(spec, spec.InitialCharge);

    /// <summary>Voltage without load, volts.</summary>
    public double RestingVoltage =>
        FixedVolts ?? (RestingVolts(Spec, StateOfCharge) * Math.Max(0, Spec.Cells - DeadCells) / Spec.Cells);

    /// <summary>Present current, amperes.</summary>
    public double Amperes { get; private set; }

    /// <summary>Charge drawn since boot, ampere hours.</summary>
    public double UsedAh => _usedAh;

    /// <summary>Energy drawn since boot, watt hours.</summary>
    public double UsedWh { get; private set; }

    public bool IsEmpty => StateOfCharge <= 0;

    public void Step(double watts, double dtSeconds)
    {
        var resting = RestingVoltage;
        Amperes = IsEmpty ? 0 : Math.Max(0, watts) / Math.Max(resting, 1);
        Volts = Math.Max(0, resting - (Amperes * Spec.ResistanceOhm * Ageing));
        _usedAh += Amperes * dtSeconds / 3600;
        UsedWh += Math.Max(0, watts) * dtSeconds / 3600;
    }

    /// <summary>Back to a full pack: what a dock does, or a person with a spare.</summary>
    public void Recharge(double charge)
    {
        _usedAh = (Spec.InitialCharge - charge) * Spec.CapacityAh;
        UsedWh = 0;
    }

    // A cell rests at 4.2 V full, about 3.75 V half, 3.3 V empty; the knee at both ends is what a pilot sees.
    private static double RestingVolts(BatterySpec spec, double charge)
    {
        var flat = 3.55 + (0.4 * charge);
        var knee = (0.25 * Math.Pow(charge, 6)) - (0.3 * Math.Exp(-charge * 18));
        return spec.Cells * (flat + knee);
    }
}

/// <summary>What a pack is: cells in series, capacity in ampere hours, inner resistance in ohms, charge at power-on (0 to 1).</summary>
public sealed record BatterySpec(int Cells, double CapacityAh, double ResistanceOhm, double InitialCharge = 1);
