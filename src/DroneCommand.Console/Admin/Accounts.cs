using DroneCommand.Console.Admin.Plain;
using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Persistence;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DroneCommand.Console.Admin;

/// <summary>Accounts, sign-in and sessions, as Program.cs puts them together.</summary>
public static class Accounts
{
    /// <summary>
    /// Adds accounts in the fleet's database, beside AddFleetPersistence, which also says where the keys of sessions lie.
    /// Everything then needs a signed-in person with a role unless its endpoint says otherwise, the circuit's hub included.
    /// Call it after AddInteractiveServerComponents.
    /// </summary>
    public static IServiceCollection AddAccounts(
        this IServiceCollection services,
        DataFolder folder,
        Action<AccountsOptions>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(folder);
        var options = new AccountsOptions();
        configure?.Invoke(options);
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddDbContextFactory<AccountsDbContext>(database =>
            database.UseDroneCommandSqlite(folder.DatabaseFile, AccountsDbContext.MigrationsTable)
        );
        AddIdentity(services);
        AddSessions(services);
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<DecoyPassword>();
        services.AddScoped<SignIn>();
        services.AddScoped<PasswordChange>();
        services.AddSingleton<AccountAdministration>();
        services.AddHostedService<FirstRun>();
        return services;
    }

    /// <summary>Who sends the request, and whether they may: before the endpoints, after static files.</summary>
    public static WebApplication UseAccounts(this WebApplication app)
    {
        app.UseMiddleware<SameOriginGuard>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        return app;
    }

    /// <summary>The sign-in, sign-out and password pages.</summary>
    public static WebApplication MapAccounts(this WebApplication app)
    {
        AccountEndpoints.Map(app);
        return app;
    }

    private static void AddIdentity(IServiceCollection services)
    {
        // OWASP's count for PBKDF2 with SHA-512; Identity's own default is lower.
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        services
            .AddIdentityCore<Account>(options =>
            {
                options.Password.RequiredLength = Passwords.MinLength;
                options.Password.RequiredUniqueChars = 4;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.Lockout.MaxFailedAccessAttempts = 8;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<AccountsDbContext>()
            .AddSignInManager();
    }

    private static void AddSessions(IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddCascadingAuthenticationState();
        services.AddSingleton<AccountSnapshots>();
        services.AddSingleton<ICallerRoles>(s => s.GetRequiredService<AccountSnapshots>());
        services.AddSingleton<IAccountNames>(s => s.GetRequiredService<AccountSnapshots>());
        services.AddSingleton<Sessions>();
        services.AddScoped<SessionCookieEvents>();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
        services
            .AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, ConfigureCookie);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "dronecommand-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services
            .AddAuthorizationBuilder()
            // An account without any role is nobody: it sees nothing.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireRole(Roles.All).Build());
    }

    private static void ConfigureCookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "dronecommand-session";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        // Lax, so that a link in a message opens the console of a person who is signed in; nothing acts on a GET, and
        // SameOriginGuard and antiforgery guard the rest.
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        // A night's shift without a new sign-in, while the page is used.
        cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/sign-in";
        cookie.AccessDeniedPath = "/denied";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.EventsType = typeof(SessionCookieEvents);
    }
}
