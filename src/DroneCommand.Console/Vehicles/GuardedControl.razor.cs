using DroneCommand.Console.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace DroneCommand.Console.Vehicles;

/// <summary>
/// A button for what is dangerous: it fires after a slide to its end or a press of two seconds, and by the keyboard after
/// Enter or Space was held for two seconds. The gesture is judged in the browser, so that a slow circuit cannot turn a
/// short press into a long one; each firing is one event with an operation id of its own.
/// </summary>
public sealed partial class GuardedControl : IAsyncDisposable
{
    private ElementReference button;
    private DotNetObjectReference<GuardedControl>? self;
    private IJSObjectReference? binding;

    /// <summary>True for a slide, false for a press of two seconds.</summary>
    [Parameter]
    public bool Slide { get; set; }

    /// <summary>What the control says: 'Slide to return to Dock A'.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>What will happen, in the words that a screen reader says while it is held: 'Return to Dock A'.</summary>
    [Parameter, EditorRequired]
    public string Action { get; set; } = "";

    /// <summary>Colour token: warning or critical.</summary>
    [Parameter]
    public string Tone { get; set; } = "warning";

    [Parameter]
    public bool Disabled { get; set; }

    /// <summary>Why it is disabled, or more of what it does.</summary>
    [Parameter]
    public string Title { get; set; } = "";

    [Parameter]
    public string Class { get; set; } = "";

    /// <summary>Called once per firing with that firing's operation id.</summary>
    [Parameter]
    public EventCallback<Guid> Fired { get; set; }

    [Inject]
    private BrowserModules Modules { get; set; } = null!;

    private string KindName => Slide ? "slide" : "hold";

    /// <summary>Begins with what is written on it, for those who speak to their browser.</summary>
    private string Spoken => $"{Label}. {Action}; by keyboard, hold Enter for two seconds.";

    /// <summary>The browser saw the gesture through to its end.</summary>
    [JSInvokable]
    public Task OnFired() => Disabled ? Task.CompletedTask : InvokeAsync(() => Fired.InvokeAsync(Guid.NewGuid()));

    public async ValueTask DisposeAsync()
    {
        if (binding is { } bound)
        {
            await BrowserModules.Quietly(async () =>
            {
                await bound.InvokeVoidAsync("dispose");
                await bound.DisposeAsync();
            });
        }

        self?.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        self = DotNetObjectReference.Create(this);
        await BrowserModules.Quietly(async () =>
        {
            var module = await Modules.Console();
            binding = await module.InvokeAsync<IJSObjectReference>("attach", button, self, KindName, Action);
        });
    }
}
