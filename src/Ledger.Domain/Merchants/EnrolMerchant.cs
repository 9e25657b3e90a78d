namespace Ledger.Domain.Merchants;

/// <summary>Enters a merchant into the circle's register.</summary>
[Refuses(typeof(NotAllowed), typeof(IdAlreadyUsed))]
public sealed record EnrolMerchant(Actor By, MerchantId Merchant, Title Name, Code Category, Code Circle) : ICommand<MerchantIsEnrolled>
{
    public Decision<MerchantIsEnrolled> Decide(Books books)
    {
        if (!By.Holds(books, Role.Administrator, Role.Office)) return new NotAllowed(Role.Administrator, Role.Office);
        if (books.Find<Merchant>(Merchant.ToString()) is not null) return new IdAlreadyUsed("merchant", Merchant.ToString());
        books.Add(Stream.Merchant(Merchant), new MerchantEnrolled(Merchant, Name, Category, Circle));
        return books.Accept(new MerchantIsEnrolled(Merchant));
    }
}

public sealed record MerchantIsEnrolled(MerchantId Merchant);
