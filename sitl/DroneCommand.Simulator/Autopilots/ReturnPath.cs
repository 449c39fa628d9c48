using DroneCommand.Simulator.Physics;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// The way back that SMART_RTL takes: where the vehicle came from since it was armed, in steps of SRTL_ACCURACY, with
/// needless corners left out and loops cut off.
/// </summary>
public sealed class ReturnPath(ParameterTable parameters)
{
    private readonly List<Vec3> _points = [];

    /// <summary>True once it was begun and has not run out of room.</summary>
    public bool Active { get; private set; }

    public int Count => _points.Count;

    private double Accuracy => Math.Max(0.1, parameters["SRTL_ACCURACY"]);

    /// <summary>Begins anew at the place of arming.</summary>
    public void Begin(Vec3? place)
    {
        _points.Clear();
        Active = place is not null && parameters["SRTL_POINTS"] > 0;
        if (place is { } first)
        {
            _points.Add(first);
        }
    }

    /// <summary>The position was lost for too long: there is no way back any more.</summary>
    public void GiveUp()
    {
        Active = false;
        _points.Clear();
    }

    /// <summary>Notes where the vehicle is; false when there is no room left, and the way back is given up.</summary>
    public bool Note(Vec3 place)
    {
        if (!Active || (_points.Count > 0 && (place - _points[^1]).Length < Accuracy))
        {
            return true;
        }

        if (_points.Count >= parameters["SRTL_POINTS"])
        {
            CleanUp();
        }

        Active = _points.Count < parameters["SRTL_POINTS"];
        if (Active)
        {
            _points.Add(place);
        }

        return Active;
    }

    /// <summary>Straightens what is nearly straight and cuts loops off.</summary>
    public void CleanUp()
    {
        var kept = Simplify(_points, Accuracy / 2);
        CutLoops(kept, Accuracy * 0.99);
        _points.Clear();
        _points.AddRange(kept);
    }

    /// <summary>Takes the last point off.</summary>
    public Vec3? Pop()
    {
        if (_points.Count == 0)
        {
            return null;
        }

        var last = _points[^1];
        _points.RemoveAt(_points.Count - 1);
        return last;
    }

    public Vec3? Peek() => _points.Count == 0 ? null : _points[^1];

    // Ramer, Douglas and Peucker: a point stays when it is further off the line than the tolerance.
    private static List<Vec3> Simplify(List<Vec3> points, double tolerance)
    {
        if (points.Count < 3)
        {
            return [.. points];
        }

        var keep = new bool[points.Count];
        (keep[0], keep[^1]) = (true, true);
        var open = new Stack<(int From, int To)>();
        open.Push((0, points.Count - 1));
        while (open.TryPop(out var part))
        {
            var (farthest, distance) = (0, tolerance);
            for (var i = part.From + 1; i < part.To; i++)
            {
                var off = DistanceTo(points[i], points[part.From], points[part.To]);
                (farthest, distance) = off > distance ? (i, off) : (farthest, distance);
            }

            if (farthest > 0)
            {
                keep[farthest] = true;
                open.Push((part.From, farthest));
                open.Push((farthest, part.To));
            }
        }

        return [.. points.Where((_, i) => keep[i])];
    }

    // Where the way crosses itself, what lies in between is left out.
    private static void CutLoops(List<Vec3> points, double near)
    {
        for (var i = 0; i + 3 < points.Count; i++)
        {
            for (var j = points.Count - 1; j > i + 2; j--)
            {
                if (Closest(points[i], points[i + 1], points[j - 1], points[j]) is { } cross && cross.Distance < near)
                {
                    points.RemoveRange(i + 1, j - 1 - i);
                    points.Insert(i + 1, cross.Middle);
                    break;
                }
            }
        }
    }

    private static double DistanceTo(Vec3 p, Vec3 a, Vec3 b)
    {
        var along = b - a;
        var share = along.Length < 1e-9 ? 0 : Math.Clamp((p - a).Dot(along) / along.Dot(along), 0, 1);
        return (p - a - (along * share)).Length;
    }

    private static (double Distance, Vec3 Middle)? Closest(Vec3 a, Vec3 b, Vec3 c, Vec3 d)
    {
        var (u, v, w) = (b - a, d - c, a - c);
        var (uu, uv, vv, uw, vw) = (u.Dot(u), u.Dot(v), v.Dot(v), u.Dot(w), v.Dot(w));
        var denominator = (uu * vv) - (uv * uv);
        if (denominator < 1e-9)
        {
            return null;
        }

        var s = Math.Clamp(((uv * vw) - (vv * uw)) / denominator, 0, 1);
        var t = Math.Clamp(((uu * vw) - (uv * uw)) / denominator, 0, 1);
        var (p, q) = (a + (u * s), c + (v * t));
        return ((p - q).Length, (p + q) / 2);
    }
}
