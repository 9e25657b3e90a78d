using Ledger.Domain;

namespace Ledger.Api.Problems;

/// <summary>Every problem type, and which refusal of the domain is told as which.</summary>
public static partial class ProblemCatalogue
{
    private static readonly Dictionary<Type, Func<Rejection, Problem>> ByRejection = [];
    private static readonly Dictionary<Type, ProblemType> TypeOf = [];

    static ProblemCatalogue()
    {
        AddGeneral();
        AddPersons();
        AddActs();
        AddAdoption();
        AddDeductions();
        AddRedemptions();
        AddMerchants();
        AddSettlements();
        AddMonths();
        AddOpenings();
        AddPrivacy();
    }

    /// <summary>In the order of the catalogue: the request's own faults first.</summary>
    public static IEnumerable<ProblemType> All => RequestProblems.All.Concat(ImportProblems.All).Concat(SimulationProblems.All).Concat(TypeOf.Values).DistinctBy(type => type.Slug);

    /// <exception cref="KeyNotFoundException">The refusal has no problem type: a house rule forbids it.</exception>
    public static ProblemType Of(Type rejection) => TypeOf[rejection];

    public static bool Knows(Type rejection) => TypeOf.ContainsKey(rejection);

    public static Problem Tell(Rejection rejection) => ByRejection[rejection.GetType()](rejection) with { Facts = rejection };

    private static void Add<T>(string slug, int status, string zh, string en, string adviceZh, string adviceEn, Func<T, Words> detail, Func<T, string?>? field = null, Func<T, IReadOnlyList<FieldFault>>? faults = null) where T : Rejection
    {
        var type = TypeOf.Values.FirstOrDefault(known => known.Slug == slug) ?? new ProblemType(slug, status, new(zh, en), new(adviceZh, adviceEn));
        TypeOf.Add(typeof(T), type);
        ByRejection.Add(typeof(T), rejection => new Problem(type, detail((T)rejection)) { Field = field?.Invoke((T)rejection), Faults = faults?.Invoke((T)rejection) ?? [] });
    }
}
