using System.Reflection;
using System.Text.RegularExpressions;
using Ledger.Domain;

namespace Ledger.HouseRules.Tests;

/// <summary>Every "no" can be said by some command, and some spec names it.</summary>
public sealed class Refusals
{
    private static readonly Assembly Domain = typeof(Rejection).Assembly;

    private static readonly IReadOnlyList<Type> Commands =
        [.. Domain.GetTypes().Where(type => type.IsClass && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ICommand<>)))];

    private static readonly IReadOnlyList<Type> Rejections = [.. Domain.GetTypes().Where(type => type.IsClass && !type.IsAbstract && typeof(Rejection).IsAssignableFrom(type))];

    [Fact]
    public void A_planted_refusal_that_no_command_says_is_caught() => Assert.Equal([typeof(Planted)], NeverSaid([.. Rejections, typeof(Planted)]));

    [Fact]
    public void Every_refusal_is_said_by_some_command() => Assert.Empty(NeverSaid(Rejections));

    [Fact]
    public void Every_command_lists_what_it_refuses_and_nothing_twice()
    {
        foreach (var command in Commands)
        {
            var list = command.GetCustomAttribute<RefusesAttribute>()?.Rejections ?? [];
            Assert.True(list.Count > 0, $"{command.Name} refuses nothing.");
            Assert.Equal(list.Count, list.Distinct().Count());
            Assert.All(list, refusal => Assert.True(typeof(Rejection).IsAssignableFrom(refusal)));
        }
    }

    [Fact]
    public void A_planted_refusal_without_a_spec_is_caught() => Assert.Equal(["Planted"], WithoutSpec([typeof(NotAllowed), typeof(Planted)], Specs()));

    [Fact]
    public void Every_refusal_has_a_spec_that_names_it() => Assert.Empty(WithoutSpec(Rejections, Specs()));

    [Fact]
    public void Every_command_has_a_spec_that_names_it()
    {
        var specs = string.Join('\n', Tree.Files("tests/Ledger.Domain.Tests", "Specs.cs", "Some.cs").Select(file => file.Text));
        Assert.Equal(["Planted"], WithoutSpecOfCommand([.. Commands, typeof(Planted)], specs));
    }

    private static IEnumerable<Type> NeverSaid(IEnumerable<Type> refusals)
    {
        var said = Commands.SelectMany(command => command.GetCustomAttribute<RefusesAttribute>()?.Rejections ?? []).ToHashSet();
        return refusals.Where(refusal => !said.Contains(refusal));
    }

    private static IEnumerable<string> WithoutSpec(IEnumerable<Type> refusals, IReadOnlyList<SourceFile> specs) =>
        refusals.Where(refusal => !specs.Any(file => Regex.IsMatch(file.Text, $@"ThenRejected(<|\(new )({refusal.Name})\b"))).Select(refusal => refusal.Name);

    private static IEnumerable<string> WithoutSpecOfCommand(IEnumerable<Type> commands, string specs) =>
        commands.Where(command => !Regex.IsMatch(specs, $@"\b{command.Name}\b")).Select(command => command.Name);

    private static IReadOnlyList<SourceFile> Specs() => Tree.Files("tests/Ledger.Domain.Tests", "Specs.cs");

    private sealed record Planted : Rejection;
}
