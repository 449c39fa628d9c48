using DroneCommand.Console.Admin;
using DroneCommand.Console.Patrols;
using DroneCommand.Console.Vehicles;
using DroneCommand.Fleet.Patrols;
using DroneCommand.Fleet.Sites;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;

namespace DroneCommand.Console.Shell;

/// <summary>The console's pages: their services and their addresses.</summary>
public static class ConsolePages
{
    public static IServiceCollection AddConsolePages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        return services.AddPageServices();
    }

    /// <summary>What the components themselves need; component tests bring their own renderer.</summary>
    internal static IServiceCollection AddPageServices(this IServiceCollection services)
    {
        services.AddMudServices();
        services.AddScoped<ThemeChoice>();
        services.AddScoped<CurrentCaller>();
        services.AddScoped<VehicleCommands>();
        services.AddScoped<BrowserModules>();
        services.AddScoped<PatrolBoard>();
        services.AddScoped<PatrolCommands>();
        services.AddScoped<FileRecord>();
        services.TryAddSingleton<IPatrolRunLog, PatrolRunLog>();
        return services;
    }

    /// <summary>A person who mistypes an address reads so; what asks for data gets the bare status.</summary>
    public static WebApplication UseNotFoundPage(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(
            (context, next) =>
            {
                if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                {
                    pages.Enabled = SessionCookieEvents.IsPageVisit(context.Request);
                }

                return next(context);
            }
        );
        return app;
    }

    public static WebApplication MapConsolePages(this WebApplication app)
    {
        // The sign-in page, which comes before any account, needs its style sheet.
        app.MapStaticAssets().AllowAnonymous();
        app.MapGet("/sites/{siteId}.geojson", SiteGeoJson).RequireAuthorization();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }

    private static IResult SiteGeoJson(string siteId, ISiteCatalog sites, HttpResponse response)
    {
        if (sites.Find(siteId) is not { } site)
        {
            return Results.NotFound();
        }

        response.Headers.CacheControl = "private, no-cache";
        return Results.Content(site.ToMapGeoJson(), "application/geo+json");
    }
}
