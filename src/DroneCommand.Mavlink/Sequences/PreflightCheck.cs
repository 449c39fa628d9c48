using DroneCommand.Mavlink.Autopilots;
using DroneCommand.Mavlink.Parameters;

namespace DroneCommand.Mavlink.Sequences;

/// <summary>What a check found.</summary>
/// <param name="Subject">For people: 'return altitude'.</param>
/// <param name="Parameter">The vehicle's names for what was looked at.</param>
/// <param name="Values">In the check's units; NaN for what the vehicle did not say.</param>
/// <param name="Problem">What is wrong; null when it is good.</param>
public sealed record PreflightFinding(string Subject, string Parameter, IReadOnlyList<double> Values, string? Problem);

/// <summary>What the check of a vehicle's failsafes showed.</summary>
/// <param name="Result">Done when all could be read and are good; else the first problem.</param>
/// <param name="Findings">Every setting that was looked at.</param>
public sealed record PreflightReport(SequenceResult Result, IReadOnlyList<PreflightFinding> Findings)
{
    public IEnumerable<PreflightFinding> Problems => Findings.Where(f => f.Problem != null);
}

/// <summary>
/// Reads the settings that govern what a vehicle does when it loses us, its charge or its fence. They are off by default,
/// and a vehicle whose failsafes are off must not be armed.
/// </summary>
public sealed class PreflightCheck(VehicleServices vehicle, FailsafeLimits limits, IProgress<string>? phase = null)
    : Sequence(vehicle, phase)
{
    private PreflightFinding[] _findings = [];

    /// <summary>Runs the check; a setting that is off or too low refuses, by its name.</summary>
    public async Task<PreflightReport> Check(CancellationToken cancellation = default)
    {
        var result = await Run(cancellation);
        return new PreflightReport(result, _findings);
    }

    private protected override async Task<SequenceResult> Steps(IAutopilot autopilot, CancellationToken cancellation)
    {
        Phase?.Report("reads failsafe settings");
        _findings = await Task.WhenAll(autopilot.FailsafeChecks(limits).Select(check => Look(check, cancellation)));
        cancellation.ThrowIfCancellationRequested();
        var problems = _findings.Where(f => f.Problem != null).ToList();
        if (problems.Count == 0)
            return End(SequenceEnd.Done, $"{_findings.Length} failsafe settings are good");
        var text = string.Join("; ", problems.Select(p => $"{p.Subject} ({p.Parameter}): {p.Problem}"));
        var silent = _findings.All(f => f.Values.All(double.IsNaN));
        return silent ? End(SequenceEnd.NoAnswer, "the vehicle says none of its failsafe settings") : Refuse(text);
    }

    private async Task<PreflightFinding> Look(ParameterCheck check, CancellationToken cancellation)
    {
        var read = await Task.WhenAll(check.Settings.Select(names => Read(names, cancellation)));
        var values = read.Select(r => r.Value).ToList();
        return new PreflightFinding(
            check.Subject,
            string.Join(", ", read.Select(r => r.Name)),
            values,
            check.Judge(values)
        );
    }

    private async Task<(string Name, double Value)> Read(
        IReadOnlyList<ParameterName> names,
        CancellationToken cancellation
    )
    {
        var read = await Vehicle.Parameters.ReadAny([.. names.Select(n => n.Name)], cancellation);
        return read.End == ParameterEnd.Done
            ? (read.Name, read.Value * names.First(n => n.Name == read.Name).Scale)
            : (names[0].Name, double.NaN);
    }
}
