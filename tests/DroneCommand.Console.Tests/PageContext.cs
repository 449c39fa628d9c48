using System.Security.Claims;
using Bunit;
using DroneCommand.Console.Shell;
using DroneCommand.Console.Vehicles;
using DroneCommand.Console.Viewer;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Gateway.Signing;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Sites;
using DroneCommand.Fleet.Telemetry;
using DroneCommand.Fleet.Vehicles;
using DroneCommand.Missions.Sites;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace DroneCommand.Console.Tests;

/// <summary>The pages' services over the viewer's samples, with a clock of its own and a browser that answers nothing.</summary>
public abstract class PageContext : BunitContext, IAsyncLifetime
{
    protected static readonly DateTimeOffset Night = new(2026, 11, 23, 20, 14, 7, TimeSpan.Zero);

    private readonly Session authentication = new();

    protected PageContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        MapModule = JSInterop.SetupModule("./map/map.mjs");
        MapModule.Mode = JSRuntimeMode.Loose;
        Map = MapModule.SetupModule("create", _ => true);
        Map.Mode = JSRuntimeMode.Loose;
        ConsoleModule = JSInterop.SetupModule("./map/console.mjs");
        ConsoleModule.Mode = JSRuntimeMode.Loose;
        Services.AddPageServices();
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<IFleetFeed>(Feed);
        Services.AddSingleton(Grains.Factory);
        Services.AddSingleton<ISigningKeys>(Keys = new FakeSigningKeys(Grains));
        Services.AddSingleton<IPatrolRunLog>(Runs);
        Services.AddSingleton<IAuditLog>(Audit);
        Services.AddSingleton<ISiteCatalog>(Sites);
        Services.AddSingleton(new DemoMode(On: true));
        Services.RemoveAll<IAuthorizationService>();
        Services.RemoveAll<IAuthorizationPolicyProvider>();
        Services.AddAuthorizationCore();
        Services.AddCascadingAuthenticationState();
        Services.AddSingleton<AuthenticationStateProvider>(authentication);
        SignIn(Roles.Operator);
        Feed.Set(SampleFleet.At(Night));
    }

    protected FakeTimeProvider Time { get; } = new(Night);

    protected ScriptedFeed Feed { get; } = new();

    protected FakeGrains Grains { get; } = new();

    protected FakeSigningKeys Keys { get; }

    protected FakeRunLog Runs { get; } = new();

    protected FakeAuditLog Audit { get; } = new();

    protected SiteCatalog Sites { get; } = new([DemoSite.FilePath]);

    protected BunitJSModuleInterop MapModule { get; }

    protected BunitJSModuleInterop ConsoleModule { get; }

    /// <summary>The object that the map module returns.</summary>
    protected BunitJSModuleInterop Map { get; }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The sample operator comes, with these roles.</summary>
    protected void SignIn(params string[] roles) => authentication.Change(ViewerAuthentication.Operator(roles));

    protected void SignOut() => authentication.Change(new ClaimsPrincipal(new ClaimsIdentity()));

    /// <summary>Sees a guarded control's gesture through, as the browser does.</summary>
    protected static Task Fire<TComponent>(IRenderedComponent<TComponent> page, string action)
        where TComponent : class, Microsoft.AspNetCore.Components.IComponent =>
        page.FindComponents<GuardedControl>()
            .Single(control => control.Instance.Action.StartsWith(action, StringComparison.Ordinal))
            .Instance.OnFired();

    protected static CommandOutcome Outcome(OutcomeKind kind, string text) =>
        new(kind, text, TimeSpan.FromSeconds(0.4));

    private sealed class Session : AuthenticationStateProvider
    {
        private ClaimsPrincipal user = new(new ClaimsIdentity());

        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(user));

        public void Change(ClaimsPrincipal now)
        {
            user = now;
            NotifyAuthenticationStateChanged(GetAuthenticationStateAsync());
        }
    }
}
