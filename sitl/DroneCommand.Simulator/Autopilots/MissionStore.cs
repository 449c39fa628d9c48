using DroneCommand.Mavlink.Messages;

namespace DroneCommand.Simulator.Autopilots;

/// <summary>
/// The mission in the autopilot's memory. Item 0 is home: it is overwritten whenever it is read or written. An upload
/// changes the mission item by item, so one that fails half way leaves a mission that nobody made.
/// </summary>
public sealed class MissionStore(ParameterTable parameters, Func<Home?> home)
{
    private readonly List<StoredItem> _items = [];

    /// <summary>Items with home; 0 before anything was written.</summary>
    public int Count => _items.Count;

    /// <summary>Goes up with each change of an item other than home.</summary>
    public int Version { get; private set; }

    public bool HasMission => _items.Count > 1;

    public StoredItem this[int index] => index == 0 ? HomeItem() : _items[index];

    public bool Contains(int index) => index >= 0 && index < _items.Count;

    public void Truncate(int count)
    {
        if (count < _items.Count)
        {
            _items.RemoveRange(count, _items.Count - count);
            Changed();
        }
    }

    /// <summary>Replaces item <paramref name="index"/> or appends it; false when it would leave a hole.</summary>
    public bool Put(int index, StoredItem item)
    {
        if (index > _items.Count)
        {
            return false;
        }

        if (index == _items.Count)
        {
            _items.Add(item);
        }
        else
        {
            _items[index] = item;
        }

        if (index > 0)
        {
            Changed();
        }

        return true;
    }

    /// <summary>Home was set for the first time: it becomes item 0 of a mission that is empty otherwise.</summary>
    public void NoteHome()
    {
        if (_items.Count == 0)
        {
            _items.Add(HomeItem());
            parameters.SetIfKnown("MIS_TOTAL", 1);
        }
    }

    public void Clear()
    {
        _items.Clear();
        Changed();
    }

    private void Changed()
    {
        Version++;
        parameters.SetIfKnown("MIS_TOTAL", _items.Count);
    }

    private StoredItem HomeItem() =>
        home() is { } set
            ? new StoredItem(MavCmd.NavWaypoint, 0, 0, 0, 0, set.Place, set.AmslM, false)
            : new StoredItem(MavCmd.NavWaypoint, 0, 0, 0, 0, null, 0, false);
}
