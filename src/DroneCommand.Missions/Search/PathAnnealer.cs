namespace DroneCommand.Missions.Search;

/// <summary>
/// Improves paths on the raster itself by simulated annealing: what counts is the POC that is seen, at a price for length
/// that is steered so that every path stays just within its cap.
/// </summary>
internal sealed class PathAnnealer
{
    private const int PriceEvery = 2_000;

    /// <summary>Short runs steer more often, so that their price gets somewhere, too.</summary>
    private const int Steerings = 30;
    private const int MostRounds = 30;
    private const double MostSlack = 3;
    private const double Cheaper = 0.8;
    private const int FillSteps = 200;
    private const int Directions = 24;
    private const int LongestShift = 5;

    private readonly SweepRaster raster;
    private readonly SearchPath[] paths;
    private readonly double cap;
    private readonly SplitMix random;
    private readonly SweepChange sweep;
    private readonly VertexGrid grid;
    private readonly (double X, double Y)[] scratch = new (double, double)[LongestShift + 2];
    private double price;
    private double allowed;

    public PathAnnealer(SweepRaster raster, IReadOnlyList<SearchPath> paths, double cap, double price, SplitMix random)
    {
        this.raster = raster;
        this.paths = [.. paths];
        this.cap = cap;
        this.price = price;
        this.random = random;
        sweep = new(raster);
        grid = new(raster, this.paths);
        foreach (var path in paths)
        {
            path.Cut(cap);
            for (var i = 1; i < path.Count; i++)
            {
                Seen += raster.Add(path[i - 1], path[i]);
            }
        }
    }

    /// <summary>POC that is seen.</summary>
    public double Seen { get; private set; }

    /// <summary>POC per pixel of length at which the search trades.</summary>
    public double Price => price;

    public void Run(int iterations, double hot, double cold)
    {
        var unit = price * raster.Radius;
        var heat = hot * unit;
        var every = Math.Clamp(iterations / Steerings, 1, PriceEvery);
        for (var i = 0; i < iterations; i++)
        {
            if (i % every == 0)
            {
                heat = unit * hot * Math.Pow(cold / hot, (double)i / iterations);
                Steer();
                grid.Rebuild();
            }

            allowed = heat * Math.Log(1 - random.NextDouble());
            Step();
        }
    }

    /// <summary>
    /// Goes on at lower and lower prices while much of the caps is left: a short run ends before its price is right.
    /// </summary>
    public void Spend(double cold)
    {
        for (var round = 0; round < MostRounds && Slack() > MostSlack; round++)
        {
            price *= Cheaper;
            Run(PriceEvery, cold, cold);
        }
    }

    /// <summary>Spends what is left of each path's cap on going on from its end, a little at a time, where most is to be seen.</summary>
    public void Fill()
    {
        price = 0;
        allowed = 0;
        foreach (var path in paths)
        {
            for (var i = 0; i < FillSteps && path.Length < cap - 0.01; i++)
            {
                var reach = Math.Min(cap - path.Length - 1e-6, raster.Radius / 2);
                if (!Best(path, reach))
                {
                    break;
                }
            }
        }
    }

    private bool Best(SearchPath path, double reach)
    {
        var (best, worth) = ((0.0, 0.0), 0.0);
        var end = path[path.Count - 1];
        for (var k = 0; k < Directions; k++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * k / Directions);
            var place = (end.X + reach * cos, end.Y + reach * sin);
            sweep.Clear();
            sweep.New(end, place);
            var here = sweep.Worth();
            (best, worth) = here > worth ? (place, here) : (best, worth);
        }

        if (worth <= 0)
        {
            return false;
        }

        scratch[0] = best;
        Try(path, path.Count, path.Count, 1);
        return true;
    }

    /// <summary>What is left of a path's cap on average, in the sensor's radii.</summary>
    private double Slack() => paths.Average(p => cap - p.Length) / raster.Radius;

    private void Steer()
    {
        var slack = Slack();
        price *=
            slack < 0.3 ? 1.01
            : slack > 1.5 ? 0.99
            : 1;
    }

    private void Step()
    {
        var path = paths[random.Below(paths.Length)];
        if (path.Count < 2)
        {
            Grow(path);
            return;
        }

        var at = 1 + random.Below(path.Count - 1);
        switch (random.Below(16))
        {
            case < 6:
                Displace(path, at);
                break;
            case < 8:
                Shift(path, at);
                break;
            case 8 or 9:
                Insert(path, at);
                break;
            case 10 or 11:
                if (path.Count > 2)
                {
                    Try(path, at, at + 1 + (path.Count > 6 ? random.Below(Math.Min(3, path.Count - at)) : 0), 0);
                }

                break;
            case 12:
                Grow(path);
                break;
            default:
                Reconnect(path, at);
                break;
        }
    }

    private void Displace(SearchPath path, int at)
    {
        var reach = raster.Radius * (random.Below(3) == 0 ? 1.5 : 0.4);
        var (x, y) = path[at];
        scratch[0] = (x + reach * random.NextSigned(), y + reach * random.NextSigned());
        Try(path, at, at + 1, 1);
    }

    private void Shift(SearchPath path, int at)
    {
        var count = Math.Min(2 + random.Below(LongestShift - 1), path.Count - at);
        var reach = raster.Radius * 0.4;
        var (dx, dy) = (reach * random.NextSigned(), reach * random.NextSigned());
        for (var i = 0; i < count; i++)
        {
            scratch[i] = (path[at + i].X + dx, path[at + i].Y + dy);
        }

        Try(path, at, at + count, count);
    }

    private void Insert(SearchPath path, int at)
    {
        var ((ax, ay), (bx, by)) = (path[at - 1], path[at]);
        var share = random.NextDouble();
        var reach = raster.Radius * (random.Below(2) == 0 ? 2.5 : 0.8);
        scratch[0] = (
            ax + (bx - ax) * share + reach * random.NextSigned(),
            ay + (by - ay) * share + reach * random.NextSigned()
        );
        Try(path, at, at, 1);
    }

    private void Grow(SearchPath path)
    {
        var (x, y) = path[path.Count - 1];
        var reach = raster.Radius * 2.5;
        scratch[0] = (x + reach * random.NextSigned(), y + reach * random.NextSigned());
        Try(path, path.Count, path.Count, 1);
    }

    /// <summary>Replaces vertices from <paramref name="from"/> up to before <paramref name="to"/> by the first of the scratch ones.</summary>
    private void Try(SearchPath path, int from, int to, int count)
    {
        var inner = scratch.AsSpan(0, count);
        var change = path.Change(from, to, inner);
        if (path.Length + change > cap)
        {
            return;
        }

        sweep.Clear();
        for (var i = from; i <= to && i < path.Count; i++)
        {
            sweep.Old(path[i - 1], path[i]);
        }

        var last = path[from - 1];
        foreach (var point in inner)
        {
            sweep.New(last, point);
            last = point;
        }

        if (to < path.Count)
        {
            sweep.New(last, path[to]);
        }

        if (Accept(change))
        {
            path.Replace(from, to, inner, change);
        }
    }

    private bool Pays(double worth, double change) => worth - price * change > allowed;

    private bool Accept(double change)
    {
        var worth = sweep.Worth();
        if (!Pays(worth, change))
        {
            return false;
        }

        Apply(worth);
        return true;
    }

    private void Apply(double worth)
    {
        Seen += worth;
        sweep.Apply();
    }

    /// <summary>Joins a vertex to one that lies near it: turns what lies between, or exchanges what follows.</summary>
    private void Reconnect(SearchPath path, int at)
    {
        var (otherPath, other) = grid.Near(path[at], random);
        if (otherPath < 0)
        {
            return;
        }

        var second = paths[otherPath];
        if (other < 1 || other >= second.Count)
        {
            return;
        }

        if (second == path)
        {
            var (low, high) = at < other ? (at, other) : (other, at);
            Turn(path, low, high);
        }
        else
        {
            Exchange(path, at, second, other);
        }
    }

    /// <summary>Reverses the vertices from <paramref name="from"/> up to before <paramref name="to"/>.</summary>
    private void Turn(SearchPath path, int from, int to)
    {
        if (to - from < 2)
        {
            return;
        }

        var (before, first, last) = (path[from - 1], path[from], path[to - 1]);
        var isOpen = to == path.Count;
        var after = isOpen ? last : path[to];
        var change = SearchPath.Between(before, last) - SearchPath.Between(before, first);
        change += isOpen ? 0 : SearchPath.Between(first, after) - SearchPath.Between(last, after);
        if (path.Length + change > cap || (-price * change) + (3 * price * raster.Radius) < allowed)
        {
            return;
        }

        sweep.Clear();
        sweep.Old(before, first);
        sweep.New(before, last);
        if (!isOpen)
        {
            sweep.Old(last, after);
            sweep.New(first, after);
        }

        if (Accept(change))
        {
            path.Reverse(from, to, change);
        }
    }

    private void Exchange(SearchPath path, int at, SearchPath second, int other)
    {
        var (a, b) = (path[at - 1], path[at]);
        var (c, d) = (second[other - 1], second[other]);
        var (cross, back) = (SearchPath.Between(a, d), SearchPath.Between(c, b));
        var change = cross + back - SearchPath.Between(a, b) - SearchPath.Between(c, d);
        if ((-price * change) + (3 * price * raster.Radius) < allowed)
        {
            return;
        }

        sweep.Clear();
        sweep.Old(a, b);
        sweep.Old(c, d);
        sweep.New(a, d);
        sweep.New(c, b);
        var worth = sweep.Worth();
        if (!Pays(worth, change))
        {
            return;
        }

        var (tail, otherTail) = (path.Rest(at), second.Rest(other));
        var length = path.Length - tail - SearchPath.Between(a, b) + otherTail + cross;
        var otherLength = second.Length - otherTail - SearchPath.Between(c, d) + tail + back;
        if (length > cap || otherLength > cap)
        {
            return;
        }

        Apply(worth);
        path.SwapTails(at, second, other, length, otherLength);
    }
}
