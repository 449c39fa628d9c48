using System.Net;
using DroneCommand.Console.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DroneCommand.Console.Tests.Shell;

public sealed class NotFoundPageTests : IAsyncLifetime
{
    private readonly HttpClient browser = new();
    private WebApplication app = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        app = builder.Build();
        app.UseNotFoundPage();
        app.MapGet("/not-found", () => Results.Content("No such page", "text/html"));
        await app.StartAsync();
        browser.BaseAddress = new Uri(app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await app.DisposeAsync();
    }

    [Theory]
    [InlineData("text/html,*/*;q=0.8", "No such page")]
    [InlineData("application/json", "")]
    public async Task Only_a_person_gets_a_page(string accept, string said)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        request.Headers.Add("Accept", accept);

        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Be(said);
    }
}
