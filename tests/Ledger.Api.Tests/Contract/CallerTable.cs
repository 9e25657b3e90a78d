namespace Ledger.Api.Tests.Contract;

/// <summary>
/// Who may do what: a row per operation, and in it every caller under the status he gets. What one may not see is 404; what
/// one may see but not do is 403. An operation without a row fails, so does a row without an operation, a caller whom a row
/// forgets, and one whom it names twice. Anonymous callers get 401 and another community's 404 unless the row says otherwise.
/// </summary>
internal static class CallerTable
{
    /// <summary>
    /// The thing asked about is the volunteer "self"'s, whose guardian and helper they are, or merchant "own"'s; "merchant" owns
    /// another's counter; "foreign" is another community's administrator.
    /// </summary>
    public static readonly string[] Callers =
    [
        "anonymous", "self", "volunteer", "guardian", "helper", "own", "clerk", "terminal", "merchant", "leader", "assistant", "grid",
        "office", "accountant", "cashier", "committee", "auditor", "admin", "foreign",
    ];

    /// <summary>A word for callers who mostly go together.</summary>
    private static readonly Dictionary<string, string[]> Groups = new()
    {
        ["everyone"] = Callers[1..^1],
        ["people"] = ["self", "volunteer", "guardian", "helper"],
        ["carers"] = ["guardian", "helper"],
        ["counter"] = ["own", "clerk", "terminal"],
        ["field"] = ["leader", "assistant", "grid"],
        ["money"] = ["accountant", "cashier"],
        ["overseers"] = ["committee", "auditor"],
    };

    private const string Rows = """
        PUT    …                                          | 403 everyone
        GET    …                                          | 200 everyone
        GET    …/me                                       | 200 everyone
        GET    …/grid-nodes                               | 200 everyone
        POST   …/grid-nodes                               | 200 office admin | 403 people counter merchant field money overseers
        GET    …/rulebooks                                | 200 everyone
        GET    …/rulebooks/{version}                      | 200 everyone
        POST   …/rulebooks/checks                         | 200 office committee admin | 403 people counter merchant field money auditor
        GET    …/notes                                    | 200 everyone
        POST   …/rulebooks                                | 200 office admin | 403 people counter merchant field money overseers
        POST   …/rulebook-drafts                          | 200 office admin | 403 people counter merchant field money overseers
        GET    …/rulebook-drafts                          | 200 everyone
        GET    …/rulebook-drafts/{version}                | 404 everyone
        POST   …/rulebook-drafts/{version}/check          | 404 office admin | 403 people counter merchant field money overseers
        POST   …/rulebook-drafts/{version}/decisions      | 404 office admin | 403 people counter merchant field money overseers
        POST   …/rulebook-drafts/{version}/publication    | 404 office admin | 403 people counter merchant field money overseers
        POST   …/rulebook-drafts/{version}/simulations    | 404 office admin | 403 people counter merchant field money overseers
        GET    …/rulebook-drafts/{version}/simulations/{simulation} | 404 office admin | 403 people counter merchant field money overseers
        GET    …/rulebook-drafts/{version}/simulations/{simulation}/sheet | 404 office admin | 403 people counter merchant field money overseers
        DELETE …/rulebook-drafts/{version}/simulations/{simulation} | 404 office admin | 403 people counter merchant field money overseers
        POST   …/rulebook-drafts/{version}/withdrawal     | 404 office admin | 403 people counter merchant field money overseers
        POST   …/persons                                  | 200 grid office admin | 403 people counter merchant leader assistant money overseers
        POST   …/persons/search                           | 200 field office auditor admin | 403 people counter merchant money committee
        GET    …/persons/{person}                         | 200 self carers field office auditor admin | 404 volunteer counter merchant money committee
        POST   …/persons/{person}/sign-in                 | 200 office admin | 403 people counter merchant field money overseers
        POST   …/persons/{person}/roles                   | 200 admin | 403 people counter merchant field office money overseers
        POST   …/persons/{person}/roles/end               | 200 admin | 403 people counter merchant field office money overseers
        GET    …/persons/{person}/relations               | 200 self carers field office auditor admin | 404 volunteer counter merchant money committee
        POST   …/persons/{person}/relations               | 200 office admin | 403 people counter merchant field money overseers
        POST   …/persons/{person}/relations/end           | 200 self volunteer office admin | 403 carers counter merchant field money overseers
        POST   …/persons/{person}/child-consents          | 200 guardian | 404 self volunteer helper counter merchant field office money overseers admin
        POST   …/persons/{person}/roles/handover          | 200 admin | 403 people counter merchant field office money overseers
        POST   …/persons/{person}/moves                   | 200 grid office admin | 403 people counter merchant leader assistant money overseers
        POST   …/persons/{person}/closing                 | 200 office admin | 403 people counter merchant field money overseers
        POST   …/persons/{person}/heirs                   | 409 office admin | 403 people counter merchant field money overseers
        POST   …/persons/{person}/merges                  | 200 office admin | 403 people counter merchant field money overseers
        POST   …/persons/{person}/suspension              | 200 office admin | 403 people counter merchant field money overseers
        POST   …/persons/{person}/reinstatement           | 200 office admin | 403 people counter merchant field money overseers
        GET    …/persons/{person}/balance                 | 200 self carers field office auditor admin | 404 volunteer counter merchant money committee
        GET    …/persons/{person}/passbook                | 200 self carers field office auditor admin | 404 volunteer counter merchant money committee
        GET    …/persons/{person}/household/balance       | 200 self carers field office auditor admin | 404 volunteer counter merchant money committee
        GET    …/persons/{person}/postings/{number}/explanation | 200 self carers field office auditor admin | 404 volunteer counter merchant money committee
        GET    …/persons/{person}/household/passbook      | 200 self carers field office auditor admin | 404 volunteer counter merchant money committee
        GET    …/persons/{person}/trace                   | 200 self carers field office auditor admin | 404 volunteer counter merchant money committee
        GET    …/persons/{person}/offers                  | 200 self carers field office auditor admin | 404 volunteer counter merchant money committee
        GET    …/persons/{person}/access-records          | 200 self carers office auditor admin | 404 volunteer counter merchant field money committee
        POST   …/teams                                    | 200 office admin | 403 people counter merchant field money overseers
        GET    …/teams                                    | 200 everyone
        GET    …/teams/{team}                             | 200 self field office auditor admin | 403 volunteer carers counter merchant money committee
        POST   …/teams/{team}/members                     | 200 office admin | 403 people counter merchant field money overseers
        POST   …/teams/{team}/members/end                 | 200 self office admin | 403 volunteer carers counter merchant field money overseers
        POST   …/level-applications                       | 200 self carers office leader | 403 volunteer counter merchant assistant grid money overseers admin
        POST   …/level-applications/signatures            | 200 office | 403 people counter merchant field money overseers admin
        GET    …/ranks/{rank}/standing                    | 200 everyone
        GET    …/ranks/{rank}/rounds/{period}             | 200 everyone
        POST   …/ranks/corrections                        | 200 office admin | 403 people counter merchant field money overseers
        GET    …/persons/{person}/honours                 | 200 self carers field office auditor admin | 404 volunteer counter merchant money committee
        GET    …/persons/{person}/honours/sheet.html      | 200 self carers field office auditor admin | 404 volunteer counter merchant money committee
        GET    …/certificates                             | 200 everyone | 200 anonymous | 200 foreign
        GET    …/persons/{person}/levels                  | 200 self carers field office auditor admin | 404 volunteer counter merchant money committee
        POST   …/marks                                    | 200 office | 403 people counter merchant field money overseers admin
        POST   …/marks/end                                | 404 office | 403 people counter merchant field money overseers admin
        GET    …/marks                                    | 200 everyone
        GET    …/watches                                  | 200 office overseers admin | 403 people counter merchant field money
        GET    …/persons/{person}/watches                 | 200 self carers field office auditor admin | 404 volunteer counter merchant money committee
        POST   …/watches/agreement                        | 200 office | 403 people counter merchant field money overseers admin
        POST   …/watches/dropping                         | 200 office | 403 people counter merchant field money overseers admin
        POST   …/rights/restoration                       | 200 office | 403 people counter merchant field money overseers admin
        POST   …/acts                                     | 200 self carers field office | 403 volunteer counter merchant money overseers admin
        POST   …/acts/preview                             | 200 self carers field office | 403 volunteer counter merchant money overseers admin
        POST   …/persons/{person}/corrections             | 200 self carers assistant grid office | 404 volunteer counter merchant leader money overseers admin
        GET    …/persons/{person}/corrections             | 200 self carers office overseers admin | 404 volunteer counter merchant field money
        GET    …/persons/{person}/corrections/{correction} | 200 self carers office overseers admin | 404 volunteer counter merchant field money
        POST   …/persons/{person}/corrections/{correction}/decision | 200 office | 403 people counter merchant field money overseers admin
        GET    …/corrections                              | 200 office overseers admin | 403 people counter merchant field money
        GET    …/persons/{person}/consents                | 200 self carers office auditor admin | 404 volunteer counter merchant field money committee
        POST   …/persons/{person}/consents                | 200 self guardian office | 404 volunteer helper counter merchant field money overseers admin
        POST   …/persons/{person}/consents/withdrawal     | 200 self carers office | 404 volunteer counter merchant field money overseers admin
        GET    …/persons/{person}/copy                    | 200 self guardian office | 404 volunteer helper counter merchant field money overseers admin
        GET    …/persons/{person}/copy.html               | 200 self guardian office | 404 volunteer helper counter merchant field money overseers admin
        POST   …/persons/{person}/forgetting              | 200 self guardian office | 404 volunteer helper counter merchant field money overseers admin
        POST   …/persons/{person}/forgetting/withdrawal   | 200 self guardian office | 404 volunteer helper counter merchant field money overseers admin
        POST   …/persons/{person}/forgetting/confirmation | 409 office | 403 people counter merchant field money overseers admin
        GET    …/acts/pending                             | 200 field office auditor admin | 403 people counter merchant money committee
        GET    …/acts/{act}                               | 200 self carers field office auditor admin | 404 volunteer counter merchant money committee
        GET    …/acts/{act}/explanation                   | 200 self carers field office auditor admin | 404 volunteer counter merchant money committee
        GET    …/acts/{act}/flow                          | 200 self carers field office auditor admin | 404 volunteer counter merchant money committee
        POST   …/acts/attestations                        | 200 field office | 403 people counter merchant money overseers admin
        POST   …/acts/{act}/reversal                      | 200 grid office | 403 people counter merchant leader assistant money overseers admin
        GET    …/notices                                  | 200 everyone
        POST   …/acts/{act}/objections                    | 200 people own clerk merchant field office money overseers admin | 403 terminal
        POST   …/acts/{act}/objections/decision           | 200 office committee | 403 people counter merchant field money auditor admin
        POST   …/deductions                               | 200 grid office | 403 people counter merchant leader assistant money overseers admin
        GET    …/deductions/{deduction}                   | 200 self carers field office committee auditor admin | 404 volunteer counter merchant money
        POST   …/deductions/{deduction}/appeal            | 200 self carers | 404 volunteer counter merchant field office money overseers admin
        POST   …/deductions/{deduction}/decision          | 200 office committee | 403 people counter merchant field money auditor admin
        POST   …/deductions/{deduction}/signatures        | 404 office committee | 403 people counter merchant field money auditor admin
        POST   …/deductions/{deduction}/reversal          | 200 office committee | 403 people counter merchant field money auditor admin
        GET    …/persons/{person}/deductions              | 200 self carers field office committee auditor admin | 404 volunteer counter merchant money
        POST   …/work-calendars                           | 200 office admin | 403 people counter merchant field money overseers
        GET    …/work-calendars                           | 200 everyone
        POST   …/acts/rejections                          | 200 field office | 403 people counter merchant money overseers admin
        GET    …/merchants                                | 200 everyone
        GET    …/merchants/{merchant}                     | 200 everyone
        POST   …/merchants                                | 200 office admin | 403 people counter merchant field money overseers
        POST   …/merchants/{merchant}/terminals           | 201 own office admin | 403 people clerk terminal merchant field money overseers
        POST   …/terminals/pairings                       | 200 everyone | 200 anonymous | 200 foreign
        GET    …/terminals/{terminal}                     | 200 counter office money auditor admin | 404 people merchant field committee
        POST   …/terminals/{terminal}/revocation          | 200 own clerk office admin | 403 people terminal merchant field money overseers
        GET    …/merchants/{merchant}/day                 | 200 counter office money auditor admin | 404 people merchant field committee
        GET    …/merchants/{merchant}/redemptions         | 200 counter office money auditor admin | 404 people merchant field committee
        GET    …/merchants/{merchant}/payable             | 200 counter office money auditor admin | 404 people merchant field committee
        GET    …/payables                                 | 200 office money auditor admin | 403 people counter merchant field committee
        GET    …/merchants/{merchant}/day.txt             | 200 counter office money auditor admin | 404 people merchant field committee
        POST   …/merchants/{merchant}/closing             | 200 office admin | 403 people counter merchant field money overseers
        POST   …/merchants/{merchant}/days-off            | 200 counter office admin | 403 people merchant field money overseers
        POST   …/merchants/{merchant}/days-off/lifting    | 200 counter office admin | 403 people merchant field money overseers
        POST   …/offers/{offer}/sold-out                  | 200 counter office admin | 403 people merchant field money overseers
        POST   …/offers/{offer}/sold-out/lifting          | 200 counter office admin | 403 people merchant field money overseers
        POST   …/redemptions/{redemption}/undo            | 200 counter | 404 people merchant field office money overseers admin
        POST   …/merchants/{merchant}/statements          | 409 office accountant | 403 people counter merchant field cashier overseers admin
        GET    …/merchants/{merchant}/statements          | 200 own office money auditor admin | 404 people clerk terminal merchant field committee
        GET    …/merchants/{merchant}/statements/{statement} | 200 own office money auditor admin | 404 people clerk terminal merchant field committee
        GET    …/merchants/{merchant}/statements/{statement}/lines | 200 own office money auditor admin | 404 people clerk terminal merchant field committee
        GET    …/merchants/{merchant}/statements/{statement}/explanation | 200 own office money auditor admin | 404 people clerk terminal merchant field committee
        GET    …/merchants/{merchant}/statements/{statement}/steps | 200 own office money auditor admin | 404 people clerk terminal merchant field committee
        POST   …/merchants/{merchant}/statements/{statement}/reconciliation | 200 own | 403 people clerk terminal merchant field office money overseers admin
        POST   …/merchants/{merchant}/statements/{statement}/disputes | 200 own | 403 people clerk terminal merchant field office money overseers admin
        POST   …/merchants/{merchant}/statements/{statement}/dispute-answer | 200 office accountant | 403 people counter merchant field cashier overseers admin
        POST   …/merchants/{merchant}/statements/{statement}/invoice | 200 own accountant | 403 people clerk terminal merchant field office cashier overseers admin
        POST   …/merchants/{merchant}/statements/{statement}/approval | 200 accountant | 403 people counter merchant field office cashier overseers admin
        POST   …/merchants/{merchant}/statements/{statement}/payment | 200 cashier | 403 people counter merchant field office accountant overseers admin
        POST   …/merchants/{merchant}/statements/{statement}/payment-return | 200 money | 403 people counter merchant field office overseers admin
        POST   …/merchants/{merchant}/code-checks         | 200 counter | 403 people merchant field office money overseers admin
        POST   …/merchants/{merchant}/captures            | 200 counter | 403 people merchant field office money overseers admin
        POST   …/merchants/{merchant}/offline-captures    | 200 counter | 403 people merchant field office money overseers admin
        GET    …/offers                                   | 200 everyone
        POST   …/offers                                   | 200 office admin | 403 people counter merchant field money overseers
        GET    …/offers/{offer}                           | 200 everyone
        PUT    …/offers/{offer}                           | 200 office admin | 403 people counter merchant field money overseers
        POST   …/offers/{offer}/withdrawal                | 200 counter office admin | 403 people merchant field money overseers
        POST   …/transfers                                | 422 self carers assistant grid office | 404 volunteer counter merchant leader money overseers admin
        POST   …/grants                                   | 422 office | 403 people counter merchant field money overseers admin
        POST   …/subsidies                                | 422 self carers assistant grid office | 404 volunteer counter merchant leader money overseers admin
        POST   …/cashings                                 | 422 self carers assistant grid office | 404 volunteer counter merchant leader money overseers admin
        POST   …/shares                                   | 422 office | 403 people counter merchant field money overseers admin
        GET    …/money-due                                | 200 office money auditor | 403 people counter merchant field committee admin
        POST   …/money-due/{transfer}/approval            | 404 accountant | 403 people counter merchant field office cashier overseers admin
        POST   …/money-due/{transfer}/payment             | 404 cashier | 403 people counter merchant field office accountant overseers admin
        POST   …/money-due/{transfer}/refusal             | 404 accountant self carers | 403 volunteer counter merchant field office cashier overseers admin
        POST   …/transfers/{transfer}/reversal            | 404 office | 403 people counter merchant field money overseers admin
        POST   …/redemptions                              | 200 self carers assistant grid office | 404 volunteer counter merchant leader money overseers admin
        GET    …/redemptions/{redemption}                 | 200 self carers counter field office auditor admin | 404 volunteer merchant money committee
        GET    …/redemptions/{redemption}/explanation     | 200 self carers counter field office auditor admin | 404 volunteer merchant money committee
        POST   …/redemptions/preview                      | 200 self carers assistant grid office | 404 volunteer counter merchant leader money overseers admin
        POST   …/redemptions/{redemption}/void            | 200 self carers counter assistant grid office | 404 volunteer merchant leader money overseers admin
        POST   …/redemptions/{redemption}/refunds         | 200 counter office | 404 people merchant field money overseers admin
        GET    …/redemptions/{redemption}/refund-preview  | 200 counter office | 404 people merchant field money overseers admin
        GET    …/persons/{person}/redemptions             | 200 self carers field office auditor admin | 404 volunteer counter merchant money committee
        POST   …/vouchers                                 | 200 carers assistant grid office | 403 self volunteer counter merchant leader money overseers admin
        POST   …/redemptions/{redemption}/reprints        | 200 carers assistant grid office | 403 self volunteer counter merchant leader money overseers admin
        GET    …/redemptions/{redemption}/voucher         | 200 self carers assistant grid office | 404 volunteer counter merchant leader money overseers admin
        POST   …/persons/{person}/loss-report             | 200 self carers assistant grid office | 404 volunteer counter merchant leader money overseers admin
        GET    …/persons/{person}/loss-report             | 200 self carers field office auditor admin | 404 volunteer counter merchant money committee
        POST   …/persons/{person}/loss-report/lifting     | 409 assistant grid office | 403 people counter merchant leader money overseers admin
        POST   …/persons/{person}/cards                   | 200 assistant grid office | 403 people counter merchant leader money overseers admin
        POST   …/card-checks                              | 200 assistant grid office | 403 people counter merchant leader money overseers admin
        POST   …/cards/{card}/end                         | 200 self carers assistant grid office | 404 volunteer counter merchant leader money overseers admin
        GET    …/cards/{card}/sheet                       | 200 self carers assistant grid office | 404 volunteer counter merchant leader money overseers admin
        POST   …/imports/acts                             | 200 office admin | 403 people counter merchant field money overseers
        POST   …/imports/persons                          | 200 office admin | 403 people counter merchant field money overseers
        POST   …/imports/openings                         | 200 office admin | 403 people counter merchant field money overseers
        GET    …/imports/{import}                         | 200 office admin | 403 people counter merchant field money overseers
        POST   …/imports/{import}/commit                  | 200 office admin | 403 people counter merchant field money overseers
        GET    …/exports/acts.csv                         | 200 office auditor admin | 403 people counter merchant field money committee
        GET    …/exports/persons.csv                      | 200 office admin | 403 people counter merchant field money overseers
        GET    …/rankings                                 | 200 everyone
        GET    …/rollups                                  | 200 everyone
        GET    …/openings                                 | 200 office accountant auditor admin | 403 people counter merchant field cashier committee
        GET    …/openings/{opening}                       | 200 office accountant auditor admin | 403 people counter merchant field cashier committee
        POST   …/openings                                 | 200 office admin | 403 people counter merchant field money overseers
        POST   …/openings/{opening}/signature             | 200 accountant admin | 403 people counter merchant field office cashier overseers
        POST   …/openings/{opening}/rejection             | 200 accountant admin | 403 people counter merchant field office cashier overseers
        GET    …/months                                   | 200 office money overseers admin | 403 people counter merchant field
        GET    …/months/{month}                           | 200 office money overseers admin | 403 people counter merchant field
        GET    …/months/{month}/table.csv                 | 200 office money overseers admin | 403 people counter merchant field
        GET    …/months/{month}/sheet.html                | 200 office money overseers admin | 403 people counter merchant field
        POST   …/months/{month}/closing                   | 409 accountant | 403 people counter merchant field office cashier overseers admin
        GET    …/books-check                              | 200 office accountant overseers admin | 403 people counter merchant field cashier
        GET    …/journal/head                             | 200 everyone
        GET    …/journal/events                           | 200 auditor admin | 403 people counter merchant field office money committee
        POST   …/audit-checks                             | 200 office auditor | 403 people counter merchant field money committee admin
        GET    …/audit-checks                             | 200 office overseers admin | 403 people counter merchant field money
        GET    …/audit-checks/{check}                     | 200 office overseers admin | 403 people counter merchant field money
        POST   …/audit-checks/{check}/closing             | 200 office auditor | 403 people counter merchant field money committee admin
        """;

    /// <summary>Operation → expected status by caller.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Expected { get; } = Rows.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(row => row.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => OperationOf(cells[0]), cells => StatusesOf(cells[1..]));

    /// <summary>Every caller of a row's cells with his status.</summary>
    /// <exception cref="FormatException">A caller is missing, unknown or named twice.</exception>
    public static IReadOnlyDictionary<string, int> StatusesOf(IEnumerable<string> cells)
    {
        var statuses = new Dictionary<string, int>();
        foreach (var words in cells.Select(cell => cell.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            foreach (var caller in words.Skip(1).SelectMany(word => Groups.GetValueOrDefault(word, [word])))
                if (!Callers.Contains(caller) || !statuses.TryAdd(caller, int.Parse(words[0]))) throw new FormatException($"'{caller}' is unknown or named twice.");
        statuses.TryAdd("anonymous", 401);
        statuses.TryAdd("foreign", 404);
        return Callers.Except(statuses.Keys).FirstOrDefault() is { } forgotten ? throw new FormatException($"'{forgotten}' is forgotten.") : statuses;
    }

    private static string OperationOf(string cell) =>
        cell.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var method, var path] ? $"{method} {path.Replace("…", "/v1/communities/{community}")}" : throw new FormatException(cell);
}
