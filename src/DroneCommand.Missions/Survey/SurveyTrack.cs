using DroneCommand.Mavlink.Units;
using DroneCommand.Missions.Coverage;
using DroneCommand.Missions.Plans;

namespace DroneCommand.Missions.Survey;

/// <summary>A tour over lanes as a vehicle is told it: pictures are taken on lanes only.</summary>
internal sealed class SurveyTrack(FlatMap map, AltitudeAboveHome altitude, double trigger, double pitchDeg)
{
    /// <summary>A lead that is shorter is not flown.</summary>
    private const double ShortestLead = 0.5;

    private readonly List<TrackPoint> track = [];

    public static IReadOnlyList<TrackPoint> Of(PhotoTour tour, FlatMap map, double height, SurveySetup setup)
    {
        var writer = new SurveyTrack(map, new AltitudeAboveHome(height), setup.Trigger, setup.View.PitchDeg);
        for (var i = 0; i < tour.Lines.Count; i++)
        {
            writer.Add(tour.Lines[i]);
            foreach (var corner in i < tour.Links.Count ? tour.Links[i] : [])
            {
                writer.Add(corner);
            }
        }

        var first = writer.track[0];
        writer.track[0] = first with { Actions = [new PointCamera(writer.PitchDeg), .. first.Actions] };
        return writer.track;
    }

    private double PitchDeg => pitchDeg;

    private void Add(PhotoLine line)
    {
        if (line.LeadIn >= ShortestLead)
        {
            Add(line.Enter);
        }

        Add(line.Points[0], new TriggerEvery(trigger));
        foreach (var corner in line.Points.Skip(1).SkipLast(1))
        {
            Add(corner);
        }

        Add(
            line.Points[^1],
            PhotoPoints.EndsWithOne(line, trigger) ? [new TakePhoto(), new TriggerEvery(0)] : [new TriggerEvery(0)]
        );
        if (line.LeadOut >= ShortestLead)
        {
            Add(line.Exit);
        }
    }

    private void Add(Vec place, params IReadOnlyList<PlanAction> actions) =>
        track.Add(new TrackPoint(map.ToGeo(place), altitude) { Actions = actions });
}
