using Microsoft.JSInterop;

namespace DroneCommand.Console.Shell;

/// <summary>The browser modules built from Map/, loaded once per page when first used.</summary>
public sealed class BrowserModules(IJSRuntime js) : IAsyncDisposable
{
    private const string ConsolePath = "./map/console.mjs";
    private const string MapPath = "./map/map.mjs";

    private readonly Dictionary<string, Task<IJSObjectReference>> loading = [];

    /// <summary>Slide and hold controls, camera pictures, theme.</summary>
    public Task<IJSObjectReference> Console() => Load(ConsolePath);

    /// <summary>The map, which is large and loaded only where there is one.</summary>
    public Task<IJSObjectReference> Map() => Load(MapPath);

    public async ValueTask DisposeAsync()
    {
        foreach (var module in loading.Values.Where(task => task.IsCompletedSuccessfully))
        {
            await Quietly(async () => await (await module).DisposeAsync());
        }
    }

    /// <summary>Runs a call whose page may be gone: a closed tab is the normal end of every page.</summary>
    public static async Task Quietly(Func<Task> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            await call();
        }
        catch (JSDisconnectedException)
        {
            // Nothing is left in the browser that could be told or freed.
        }
        catch (OperationCanceledException)
        {
            // The circuit ended while the call was under way: the same.
        }
    }

    private Task<IJSObjectReference> Load(string path)
    {
        if (loading.TryGetValue(path, out var known) && !known.IsFaulted && !known.IsCanceled)
        {
            return known;
        }

        return loading[path] = js.InvokeAsync<IJSObjectReference>("import", path).AsTask();
    }
}
