using DroneCommand.Simulator.Fleet;

namespace DroneCommand.Simulator.Faults;

/// <summary>The faults of one fleet: what is on, and what is due when. Stepped by its fleet, whose lock guards it.</summary>
public sealed class FaultBoard : IFaultInjector
{
    private readonly SimulatedFleet _fleet;
    private readonly Lock _gate;
    private readonly List<Entry> _entries = [];
    private readonly List<(double At, string? Name, byte? SystemId)> _clearings = [];
    private double _nextChange = double.PositiveInfinity;

    internal FaultBoard(SimulatedFleet fleet, Lock gate) => (_fleet, _gate) = (fleet, gate);

    public double Seconds => _fleet.Seconds;

    public IReadOnlyList<InjectedFault> Faults
    {
        get
        {
            lock (_gate)
            {
                return
                [
                    .. _entries
                        .OrderBy(e => e.Since)
                        .Select(e => new InjectedFault(e.Spec, e.Vehicle.Spec.SystemId, e.Since, e.Until, e.IsOn)),
                ];
            }
        }
    }

    public void Set(FaultSpec fault)
    {
        if (WhyNot(fault) is { } why)
        {
            throw new FormatException(why);
        }

        lock (_gate)
        {
            Add(fault);
        }
    }

    public int Clear(string? name = null, byte? systemId = null)
    {
        lock (_gate)
        {
            return End(e => (name is null || e.Kind.Name == name) && (systemId ?? e.SystemId) == e.SystemId);
        }
    }

    /// <summary>Clears at a time, simulated seconds.</summary>
    public void ClearAt(double seconds, string? name, byte? systemId)
    {
        lock (_gate)
        {
            _clearings.Add((seconds, name, systemId));
            _nextChange = Math.Min(_nextChange, seconds);
        }
    }

    /// <summary>Why a fault hits no vehicle of this fleet; null when it does hit one.</summary>
    public string? WhyNot(FaultSpec fault)
    {
        var only = FaultCatalogue.Of(fault).Only;
        var named = _fleet.Vehicles.Where(v => (fault.SystemId ?? v.Spec.SystemId) == v.Spec.SystemId).ToList();
        if (named.Count == 0)
        {
            return fault.SystemId is null
                ? $"fault '{fault}': there are no vehicles"
                : $"fault '{fault}': there is no vehicle {fault.SystemId}";
        }

        return only is null || named.Exists(v => v.Spec.Kind == only)
            ? null
            : $"fault '{fault}': it is one of a {only.ToString()!.ToLowerInvariant()} only";
    }

    /// <summary>Sets a fault on those that it fits, also when that is nobody.</summary>
    internal void Add(FaultSpec fault)
    {
        var kind = FaultCatalogue.Of(fault);
        var values = kind.Read(fault.Argument);
        var since = Math.Max(fault.At, Seconds);
        var lasts = kind.IsInstant ? double.PositiveInfinity : values[^1];
        foreach (var vehicle in _fleet.Vehicles.Where(v => Fits(fault, kind, v)))
        {
            _entries.Add(new Entry(fault, kind, values, vehicle, since, since + lasts));
        }

        _nextChange = Math.Min(_nextChange, since);
        Update();
    }

    /// <summary>Begins and ends what is due.</summary>
    internal void Update()
    {
        while (Seconds >= _nextChange)
        {
            var at = _nextChange;
            foreach (var clearing in _clearings.Where(c => c.At <= at).ToList())
            {
                _clearings.Remove(clearing);
                Clear(clearing.Name, clearing.SystemId);
            }

            End(e => e.IsOn && e.Until <= at);
            foreach (var entry in _entries.Where(e => !e.IsOn && e.Since <= at).ToList())
            {
                Begin(entry);
            }

            _nextChange = NextChange();
        }
    }

    private static bool Fits(FaultSpec fault, FaultKind kind, SimulatedVehicle vehicle) =>
        (fault.SystemId ?? vehicle.Spec.SystemId) == vehicle.Spec.SystemId
        && (kind.Only ?? vehicle.Spec.Kind) == vehicle.Spec.Kind;

    private void Begin(Entry entry)
    {
        End(e => e.IsOn && e.Kind == entry.Kind && e.Vehicle == entry.Vehicle);
        entry.IsOn = true;
        entry.Undo = entry.Kind.Begin(new FaultTarget(_fleet, entry.Vehicle), entry.Values);
        if (entry.Undo is null)
        {
            _entries.Remove(entry);
        }
    }

    private int End(Predicate<Entry> which)
    {
        var ended = _entries.FindAll(which);
        foreach (var entry in ended)
        {
            _entries.Remove(entry);
            entry.Undo?.Invoke();
        }

        return ended.Count;
    }

    private double NextChange() =>
        Math.Min(
            _entries.Select(e => e.IsOn ? e.Until : e.Since).DefaultIfEmpty(double.PositiveInfinity).Min(),
            _clearings.Select(c => c.At).DefaultIfEmpty(double.PositiveInfinity).Min()
        );

    private sealed class Entry(
        FaultSpec spec,
        FaultKind kind,
        IReadOnlyList<double> values,
        SimulatedVehicle vehicle,
        double since,
        double until
    )
    {
        public FaultSpec Spec => spec;

        public FaultKind Kind => kind;

        public IReadOnlyList<double> Values => values;

        public SimulatedVehicle Vehicle => vehicle;

        public byte SystemId => vehicle.Spec.SystemId;

        public double Since => since;

        public double Until => until;

        public bool IsOn { get; set; }

        public Action? Undo { get; set; }
    }
}
