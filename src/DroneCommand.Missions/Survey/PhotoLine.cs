using DroneCommand.Missions.Coverage;

namespace DroneCommand.Missions.Survey;

/// <summary>A line along which pictures are taken at equal distances.</summary>
/// <param name="Points">In flight order; two or more, each different from the one before.</param>
/// <param name="LeadIn">Metres that are flown straight towards the line before it begins.</param>
/// <param name="LeadOut">Metres that are flown straight on behind it.</param>
internal sealed record PhotoLine(IReadOnlyList<Vec> Points, double LeadIn = 0, double LeadOut = 0)
{
    public double Metres { get; } = Points.Zip(Points.Skip(1), Vec.Distance).Sum();

    /// <summary>Where the vehicle turns in.</summary>
    public Vec Enter => Points[0] + Direction(Points[1], Points[0]) * LeadIn;

    /// <summary>Where the vehicle may turn away.</summary>
    public Vec Exit => Points[^1] + Direction(Points[^2], Points[^1]) * LeadOut;

    public PhotoLine Reversed() => new([.. Points.Reverse()], LeadOut, LeadIn);

    /// <summary>The place so many metres along, and the direction of the line there.</summary>
    public (Vec Place, Vec Ahead) At(double metres)
    {
        for (var i = 1; ; i++)
        {
            var step = Vec.Distance(Points[i - 1], Points[i]);
            if (metres <= step || i == Points.Count - 1)
            {
                var ahead = Direction(Points[i - 1], Points[i]);
                return (Points[i - 1] + ahead * metres, ahead);
            }

            metres -= step;
        }
    }

    /// <summary>What of the line lies between two lengths; leads are kept where it is not cut.</summary>
    public PhotoLine Part(double from, double to)
    {
        var points = new List<Vec> { At(from).Place };
        double along = 0;
        for (var i = 1; i < Points.Count - 1; i++)
        {
            along += Vec.Distance(Points[i - 1], Points[i]);
            if (along > from && along < to)
            {
                points.Add(Points[i]);
            }
        }

        points.Add(At(to).Place);
        return new(points, from <= 0 ? LeadIn : 0, to >= Metres ? LeadOut : 0);
    }

    /// <summary>The same further back, as far as its lead allows: for a camera that looks so many metres ahead.</summary>
    public PhotoLine MovedBack(double metres)
    {
        var by = Math.Min(metres, LeadIn);
        if (by <= 0 || Points.Count > 2)
        {
            return this;
        }

        var ahead = Direction(Points[0], Points[1]);
        // The end is moved as far as the camera looks, but a line is left.
        var end = Math.Min(metres, by + Metres / 2);
        return new([Points[0] - ahead * by, Points[1] - ahead * end], LeadIn - by, Math.Max(0, LeadOut - metres));
    }

    private static Vec Direction(Vec from, Vec to) => (to - from) * (1 / Vec.Distance(from, to));
}
