using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Mavlink.Parameters;

/// <summary>
/// The numbered values of a list as they come, in any order and repeatedly. Thread-safe: values come on the link's thread.
/// </summary>
internal sealed class ParameterTable
{
    private readonly Lock _gate = new();
    private ParamValue?[] _byIndex = [];
    private int _filled;
    private bool _shifted;

    /// <summary>How many there are; 0 while none came.</summary>
    public int Total
    {
        get
        {
            lock (_gate)
                return _byIndex.Length;
        }
    }

    public int Filled
    {
        get
        {
            lock (_gate)
                return _filled;
        }
    }

    /// <summary>
    /// The vehicle numbers its parameters otherwise than it did: one was enabled that has others below it. What came is
    /// worth nothing then.
    /// </summary>
    public bool Shifted
    {
        get
        {
            lock (_gate)
                return _shifted;
        }
    }

    /// <summary>True for a value that belongs to the list, new or not.</summary>
    public bool Take(in ParamValue value)
    {
        // An answer to a question by name bears no number.
        if (value.ParamIndex >= value.ParamCount || value.ParamId.Equals(Parameter.HashCheck))
            return false;
        lock (_gate)
        {
            if (_byIndex.Length == 0)
                _byIndex = new ParamValue?[value.ParamCount];
            if (_byIndex.Length != value.ParamCount)
            {
                _shifted = true;
                return true;
            }
            ref var slot = ref _byIndex[value.ParamIndex];
            if (slot == null)
                _filled++;
            else if (!slot.Value.ParamId.AsSpan().SequenceEqual(value.ParamId.AsSpan()))
                _shifted = true;
            slot = value;
            return true;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _byIndex = [];
            _filled = 0;
            _shifted = false;
        }
    }

    /// <summary>The first numbers that are missing.</summary>
    public List<int> Gaps(int most)
    {
        var gaps = new List<int>(most);
        lock (_gate)
            for (var i = 0; i < _byIndex.Length && gaps.Count < most; i++)
                if (_byIndex[i] == null)
                    gaps.Add(i);
        return gaps;
    }

    public bool Has(int index)
    {
        lock (_gate)
            return index < _byIndex.Length && _byIndex[index] != null;
    }

    public IReadOnlyList<ParamValue> Values()
    {
        lock (_gate)
            return [.. _byIndex.Where(v => v != null).Select(v => v!.Value)];
    }
}
