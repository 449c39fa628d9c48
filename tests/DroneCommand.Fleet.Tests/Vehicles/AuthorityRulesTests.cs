using DroneCommand.Fleet.Audit;
using DroneCommand.Fleet.Vehicles;

namespace DroneCommand.Fleet.Tests.Vehicles;

public class AuthorityRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 21, 0, 0, TimeSpan.Zero);
    private static readonly Caller Anna = new("1", "anna");
    private static readonly Caller Ben = new("2", "ben");

    [Fact]
    public void Another_person_is_refused_with_the_holders_name()
    {
        var held = AuthorityRules.Held(Anna, Now, until: null);

        AuthorityRules.WhyNotCommand(held, Ben).Should().Contain("anna");
        AuthorityRules.WhyNotCommand(held, Anna).Should().BeNull();
        AuthorityRules.WhyNotTake(held, Ben).Should().Contain("anna");
    }

    [Fact]
    public void A_lapsed_lease_is_nobodys()
    {
        var held = AuthorityRules.Held(Anna, Now, Now + AuthorityRules.PersonLease);

        AuthorityRules.InForce(held, Now + AuthorityRules.PersonLease).Should().Be(AuthorityView.Nobody);
        AuthorityRules.InForce(held, Now + AuthorityRules.PersonLease - TimeSpan.FromTicks(1)).Should().Be(held);
    }

    [Fact]
    public void A_patrol_run_and_a_pilot_must_be_relieved_of_control_before_a_command()
    {
        var pilot = AuthorityRules.HeldByPilot(Now);

        AuthorityRules.WhyNotCommand(pilot, Anna).Should().Contain("pilot");
        AuthorityRules.WhyNotTake(pilot, Anna).Should().BeNull();
    }

    [Theory]
    [InlineData(Roles.Viewer, false)]
    [InlineData(Roles.Planner, false)]
    [InlineData(Roles.Auditor, false)]
    [InlineData(Roles.Administrator, false)]
    [InlineData(Roles.Operator, true)]
    [InlineData(Roles.Supervisor, true)]
    public void Only_operators_and_supervisors_command(string role, bool may) =>
        AuthorityRules.MayCommand(new HashSet<string> { role }).Should().Be(may);
}
