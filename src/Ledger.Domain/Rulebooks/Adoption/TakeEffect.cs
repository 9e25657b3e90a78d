namespace Ledger.Domain.Rulebooks.Adoption;

/// <summary>Writes into the books that a version's first day is there (生效). Sent by the scheduler, once its windows are filled; what is not due is left alone.</summary>
[Refuses(typeof(NotAllowed))]
public sealed record TakeEffect(Actor By, Code Version) : ICommand<RulebookIsInEffect>
{
    public Decision<RulebookIsInEffect> Decide(Books books)
    {
        if (!By.IsScheduler) return new NotAllowed();
        var versions = RulebookVersions.Of(books);
        if (versions.Of(Version) is { TookEffect: false, Filling: null } version && version.From <= books.Today && versions.On(version.From) == version)
            books.Add(Stream.Community, new RulebookTookEffect(Version, versions.On(version.From.AddDays(-1))?.Version));
        return books.Accept(new RulebookIsInEffect(Version));
    }
}

public sealed record RulebookIsInEffect(Code Version);
