using DroneCommand.Console.Demo;
using Microsoft.Extensions.Configuration;

namespace DroneCommand.Console.Tests;

public sealed class StartupProblemTests
{
    [Fact]
    public void A_setting_of_the_wrong_type_is_named_in_one_line()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Demo:Port", "abc")]).Build();
        var failure = FluentActions
            .Invoking(() => settings.GetSection("Demo").Get<DemoOptions>())
            .Should()
            .Throw<InvalidOperationException>()
            .Which;

        StartupProblem.Explain(failure).Should().Contain("'abc'").And.Contain("Demo:Port").And.NotContain("\n");
    }

    [Fact]
    public void A_fault_of_ours_keeps_its_stack_trace() =>
        StartupProblem.Explain(new InvalidOperationException("a bug")).Should().BeNull();
}
