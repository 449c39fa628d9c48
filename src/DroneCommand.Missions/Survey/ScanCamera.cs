using DroneCommand.Missions.Feasibility;
using DroneCommand.Missions.Kinds;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Survey;

/// <summary>What a scan's parameters come to: a camera that looks level at a wall from a stand-off.</summary>
internal sealed record ScanCamera
{
    public required CameraModel Camera { get; init; }

    public required bool Portrait { get; init; }

    /// <summary>From the wall, metres.</summary>
    public required double StandOff { get; init; }

    /// <summary>Share of a picture that the next one along the way shows too.</summary>
    public required double Frontlap { get; init; }

    /// <summary>Share of a picture that the next row shows too.</summary>
    public required double Sidelap { get; init; }

    public required int Views { get; init; }

    /// <summary>What a picture shows of the wall, metres along it.</summary>
    public double Wide => 2 * StandOff * TanAcross;

    /// <summary>What a picture shows of the wall, metres upwards.</summary>
    public double High => 2 * StandOff * TanUp;

    public double TanAcross => CameraView.HalfTan(Camera, !Portrait);

    public double TanUp => CameraView.HalfTan(Camera, Portrait);

    /// <summary>On the wall, centimetres per pixel.</summary>
    public double GsdCm => 100 * StandOff * Camera.PixelMm / Camera.FocalLengthMm;

    /// <summary>The stand-off as a view's height: the same arithmetic bounds the speed.</summary>
    public CameraView View => new(Camera, Portrait, StandOff);

    public static ScanCamera Of(PlanParameters values) =>
        new()
        {
            Camera = SurveySetup.CameraOf(values),
            Portrait = values.Word(SurveyWords.Orientation) == SurveyWords.Portrait,
            StandOff = values.Number(SurveyWords.StandOff),
            Frontlap = values.Number(SurveyWords.Frontlap) / 100,
            Sidelap = values.Number(SurveyWords.Sidelap) / 100,
            Views = values.Integer(SurveyWords.Views),
        };

    /// <summary>The wall's height: what is given, else what the site knows; or what is missing.</summary>
    public static (double Height, Problem? Problem) HeightOf(KindTask task, PlanParameters values)
    {
        var given = values.Number(SurveyWords.Height);
        var height = given > 0 ? given : task.Area.HeightMetres ?? 0;
        return height > 0
            ? (height, null)
            : (
                0,
                new(
                    ProblemCode.Parameter,
                    $"The height of {task.Area.Title} is not known; 'height' in metres would do.",
                    task.Area.Outline[0]
                )
            );
    }
}
