using DroneCommand.Console.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace DroneCommand.Console.Vehicles;

/// <summary>
/// A vehicle's camera. Give it a key by path: one instance shows one stream for its whole life. The badge with the
/// picture's age is the browser's, so that it grows even while the circuit is away.
/// </summary>
public sealed partial class FeedView : IAsyncDisposable
{
    private ElementReference canvas;
    private ElementReference status;
    private IJSObjectReference? reader;

    /// <summary>Path on this server of the pictures.</summary>
    [Parameter, EditorRequired]
    public string Path { get; set; } = "";

    /// <summary>The vehicle's name, for those who cannot see the picture.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Inject]
    private BrowserModules Modules { get; set; } = null!;

    public async ValueTask DisposeAsync()
    {
        if (reader is { } open)
        {
            await BrowserModules.Quietly(async () =>
            {
                await open.InvokeVoidAsync("dispose");
                await open.DisposeAsync();
            });
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        await BrowserModules.Quietly(async () =>
        {
            var module = await Modules.Console();
            reader = await module.InvokeAsync<IJSObjectReference>("openFeed", canvas, status, Path);
        });
    }
}
