using System.Globalization;
using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;
using DroneCommand.Missions.Vehicles;

namespace DroneCommand.Missions.Survey;

/// <summary>What a survey's parameters come to: a camera's view, distances between pictures and lanes, a speed.</summary>
internal sealed record SurveySetup
{
    private const double SlowestMps = 0.2;

    private SurveySetup(CameraView view) => View = view;

    public CameraView View { get; }

    /// <summary>Between pictures, metres; rounded down to what reads well.</summary>
    public required double Trigger { get; init; }

    /// <summary>Between lanes at most, metres.</summary>
    public required double Spacing { get; init; }

    /// <summary>The speed that the camera bears, m/s.</summary>
    public required double SpeedMps { get; init; }

    /// <summary>How many pictures must show a place for it to count.</summary>
    public required int Views { get; init; }

    /// <summary>What was chosen and why, for people.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Reads the parameters, or says what is wrong with them.</summary>
    /// <param name="task">What is asked.</param>
    /// <param name="team">Its values are told the height and the speed that were chosen.</param>
    public static (SurveySetup? Setup, Problem? Problem) Of(KindTask task, RouteTeam team)
    {
        var values = team.Values;
        var camera = CameraOf(values);
        var portrait = values.Word(SurveyWords.Orientation) == SurveyWords.Portrait;
        var pitch = values.Number(SurveyWords.Pitch);
        if (pitch > CameraView.HighestPitchDeg(camera, portrait))
        {
            return (null, Horizon(camera, portrait, pitch));
        }

        var (height, problem) = HeightOf(task, team, camera, pitch);
        if (problem is not null)
        {
            return (null, problem);
        }

        var view = new CameraView(camera, portrait, height, pitch);
        return Of(team, view);
    }

    /// <summary>The camera that the values name or describe.</summary>
    public static CameraModel CameraOf(PlanParameters values) =>
        CameraModel.Find(values.Word(SurveyWords.Camera))
        ?? new CameraModel
        {
            Word = SurveyWords.Custom,
            SensorWidthMm = values.Number(SurveyWords.SensorWidth),
            SensorHeightMm = values.Number(SurveyWords.SensorHeight),
            FocalLengthMm = values.Number(SurveyWords.FocalLength),
            ImageWidthPx = values.Integer(SurveyWords.ImageWidth),
            ImageHeightPx = values.Integer(SurveyWords.ImageHeight),
            MinIntervalS = values.Number(SurveyWords.Interval),
        };

    /// <summary>Lowers the speed to what the camera bears, and says why.</summary>
    public static (double SpeedMps, string? Note) SpeedFor(RouteTeam team, CameraView view, double trigger)
    {
        var values = team.Values;
        var wanted = values.Number(ParameterNames.Speed);
        var byInterval = view.SpeedByInterval(trigger);
        var byBlur = view.SpeedByBlur(values.Number(SurveyWords.Shutter) / 1000, values.Number(SurveyWords.Blur));
        var speed = Math.Floor(Math.Min(byInterval, byBlur) * 100) / 100;
        if (speed >= wanted)
        {
            return (wanted, null);
        }

        for (var i = 0; i < team.Count; i++)
        {
            team.ValuesOf(i).Choose(ParameterNames.Speed, speed.ToString(CultureInfo.InvariantCulture));
        }

        var why =
            byInterval < byBlur
                ? Invariant($"the camera takes a picture every {view.Camera.MinIntervalS:0.##} s at most")
                : Invariant($"faster, pictures would blur by more than {values.Number(SurveyWords.Blur):0.##} pixels");
        return (speed, Invariant($"Flown at {speed:0.##} m/s, not {wanted:0.##}: {why}."));
    }

    private static (SurveySetup? Setup, Problem? Problem) Of(RouteTeam team, CameraView view)
    {
        var values = team.Values;
        var trigger = RoundedDown(view.TriggerDistance(values.Number(SurveyWords.Frontlap) / 100));
        var (speed, note) = SpeedFor(team, view, trigger);
        var setup = new SurveySetup(view)
        {
            Trigger = trigger,
            Spacing = view.LaneSpacing(values.Number(SurveyWords.Sidelap) / 100),
            SpeedMps = speed,
            Views = values.Integer(SurveyWords.Views),
            Notes = [.. note is null ? [] : (string[])[note], .. RunInNotes(team)],
        };
        return TooSlow(speed) is { } slow ? (null, slow) : (setup, null);
    }

    /// <summary>
    /// What is flown straight on before and behind each lane. A plane's turns end before its lanes by a run-in of their own;
    /// a corner so near before a lane it could not fly.
    /// </summary>
    public static double OvershootOf(RouteTeam team) => HasPlane(team) ? 0 : team.Values.Number(SurveyWords.Overshoot);

    private static IEnumerable<string> RunInNotes(RouteTeam team)
    {
        if (HasPlane(team) && team.Values.Number(SurveyWords.Overshoot) > 0)
        {
            yield return FormattableString.Invariant(
                $"A plane's turns end {PlaneTrack.RunInOf(team.Speeds[0]):0} m before each lane; 'overshoot' adds nothing to that."
            );
        }
    }

    private static bool HasPlane(RouteTeam team) => team.Members.Any(member => member.Family == VehicleFamily.Plane);

    /// <summary>What is wrong with a speed that no vehicle holds; null for one that can be flown.</summary>
    public static Problem? TooSlow(double speedMps) =>
        speedMps >= SlowestMps
            ? null
            : new(
                ProblemCode.Parameter,
                Invariant(
                    $"The camera bears {speedMps:0.##} m/s only; slower than {SlowestMps:0.#} m/s nothing is flown. Less overlap ('frontlap'), a greater distance or a shorter 'shutter' would do."
                )
            );

    /// <summary>To the decimetre where that costs little.</summary>
    public static double RoundedDown(double metres) => metres >= 1 ? Math.Floor(metres * 10 + 1e-9) / 10 : metres;

    private static (double Height, Problem? Problem) HeightOf(
        KindTask task,
        RouteTeam team,
        CameraModel camera,
        double pitch
    )
    {
        var values = team.Values;
        if (values.Number(SurveyWords.Gsd) is not (> 0 and var gsd))
        {
            return (values.Number(ParameterNames.Altitude), null);
        }

        var height = Math.Floor(CameraView.HeightFor(camera, gsd, pitch) * 10 + 1e-9) / 10;
        var bounds = task.Template.Find(ParameterNames.Altitude)!;
        var (low, high) = (bounds.Min!.Value, bounds.Max!.Value);
        if (height < low || height > high)
        {
            var (finest, coarsest) = (gsd * low / height, gsd * high / height);
            var reason = Invariant(
                $"{gsd:0.##} cm per pixel would be flown at {height:0.#} m; the template allows {low:0.#} to {high:0.#} m. 'gsd' from {finest:0.##} to {coarsest:0.##} would do."
            );
            return (0, new(ProblemCode.Parameter, reason));
        }

        for (var i = 0; i < team.Count; i++)
        {
            team.ValuesOf(i).Choose(ParameterNames.Altitude, height.ToString(CultureInfo.InvariantCulture));
        }

        return (height, null);
    }

    private static Problem Horizon(CameraModel camera, bool portrait, double pitch) =>
        new(
            ProblemCode.Parameter,
            Invariant(
                $"At a pitch of {pitch:0.#}° the upper edge of the picture shows the horizon; 'pitch' of {Math.Floor(CameraView.HighestPitchDeg(camera, portrait)):0} or lower would do."
            )
        );

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
