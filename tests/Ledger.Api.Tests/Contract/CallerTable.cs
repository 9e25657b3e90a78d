namespace Ledger.Api.Tests.Contract;

/// <summary>
/// Who may do what: a row per operation, a column per caller, the answer's status. What one may not see is 404; what one may
/// see but not do is 403. An operation without a row fails, and so does a row without an operation.
/// </summary>
internal static class CallerTable
{
    /// <summary>The thing asked about is the volunteer "self"'s, or merchant "own"'s; "foreign" belongs to another community.</summary>
    public static readonly string[] Columns = ["anonymous", "self", "volunteer", "own", "terminal", "merchant", "grid", "office", "auditor", "admin", "foreign"];

    private const string Rows = """
        operation                                    anonymous self volunteer own terminal merchant grid office auditor admin foreign
        PUT    …                                           401  403       403 403      403      403  403    403     403   403     404
        GET    …                                           401  200       200 200      200      200  200    200     200   200     404
        GET    …/me                                        401  200       200 200      200      200  200    200     200   200     404
        GET    …/grid-nodes                                401  200       200 200      200      200  200    200     200   200     404
        POST   …/grid-nodes                                401  403       403 403      403      403  403    200     403   200     404
        GET    …/rulebooks                                 401  200       200 200      200      200  200    200     200   200     404
        GET    …/rulebooks/{version}                       401  200       200 200      200      200  200    200     200   200     404
        POST   …/rulebooks                                 401  403       403 403      403      403  403    200     403   200     404
        POST   …/persons                                   401  403       403 403      403      403  200    200     403   200     404
        POST   …/persons/search                            401  403       403 403      403      403  200    200     200   200     404
        GET    …/persons/{person}                          401  200       404 404      404      404  200    200     200   200     404
        POST   …/persons/{person}/sign-in                  401  403       403 403      403      403  403    200     403   200     404
        POST   …/persons/{person}/roles                    401  403       403 403      403      403  403    403     403   200     404
        POST   …/persons/{person}/roles/end                401  403       403 403      403      403  403    403     403   200     404
        POST   …/persons/{person}/suspension               401  403       403 403      403      403  403    200     403   200     404
        POST   …/persons/{person}/reinstatement            401  403       403 403      403      403  403    200     403   200     404
        GET    …/persons/{person}/balance                  401  200       404 404      404      404  200    200     200   200     404
        GET    …/persons/{person}/passbook                 401  200       404 404      404      404  200    200     200   200     404
        GET    …/persons/{person}/trace                    401  200       404 404      404      404  200    200     200   200     404
        GET    …/persons/{person}/offers                   401  200       404 404      404      404  200    200     200   200     404
        POST   …/acts                                      401  200       403 403      403      403  200    200     403   403     404
        GET    …/acts/pending                              401  403       403 403      403      403  200    200     200   200     404
        GET    …/acts/{act}                                401  200       404 404      404      404  200    200     200   200     404
        POST   …/acts/attestations                         401  403       403 403      403      403  200    200     403   403     404
        POST   …/acts/rejections                           401  403       403 403      403      403  200    200     403   403     404
        GET    …/merchants                                 401  200       200 200      200      200  200    200     200   200     404
        GET    …/merchants/{merchant}                      401  200       200 200      200      200  200    200     200   200     404
        POST   …/merchants                                 401  403       403 403      403      403  403    200     403   200     404
        POST   …/merchants/{merchant}/terminals            401  403       403 201      403      403  403    201     403   201     404
        POST   …/terminals/pairings                        200  200       200 200      200      200  200    200     200   200     200
        GET    …/terminals/{terminal}                      401  404       404 200      200      404  404    200     200   200     404
        POST   …/terminals/{terminal}/revocation           401  403       403 200      403      403  403    200     403   200     404
        GET    …/merchants/{merchant}/day                  401  404       404 200      200      404  404    200     200   200     404
        GET    …/merchants/{merchant}/redemptions          401  404       404 200      200      404  404    200     200   200     404
        GET    …/merchants/{merchant}/payable              401  404       404 200      200      404  404    200     200   200     404
        GET    …/payables                                  401  403       403 403      403      403  403    200     200   200     404
        POST   …/merchants/{merchant}/code-checks          401  403       403 200      200      403  403    403     403   403     404
        POST   …/merchants/{merchant}/captures             401  403       403 200      200      403  403    403     403   403     404
        GET    …/offers                                    401  200       200 200      200      200  200    200     200   200     404
        POST   …/offers                                    401  403       403 403      403      403  403    200     403   200     404
        GET    …/offers/{offer}                            401  200       200 200      200      200  200    200     200   200     404
        PUT    …/offers/{offer}                            401  403       403 403      403      403  403    200     403   200     404
        POST   …/offers/{offer}/withdrawal                 401  403       403 200      200      403  403    200     403   200     404
        POST   …/redemptions                               401  200       404 404      404      404  200    200     404   404     404
        GET    …/redemptions/{redemption}                  401  200       404 200      200      404  200    200     200   200     404
        POST   …/redemptions/{redemption}/void             401  200       404 200      200      404  200    200     404   404     404
        POST   …/redemptions/{redemption}/refunds          401  404       404 200      200      404  404    200     404   404     404
        POST   …/imports/acts                              401  403       403 403      403      403  403    200     403   200     404
        POST   …/imports/persons                           401  403       403 403      403      403  403    200     403   200     404
        GET    …/imports/{import}                          401  403       403 403      403      403  403    200     403   200     404
        POST   …/imports/{import}/commit                   401  403       403 403      403      403  403    200     403   200     404
        GET    …/exports/acts.csv                          401  403       403 403      403      403  403    200     200   200     404
        GET    …/exports/persons.csv                       401  403       403 403      403      403  403    200     403   200     404
        GET    …/rankings                                  401  200       200 200      200      200  200    200     200   200     404
        GET    …/rollups                                   401  200       200 200      200      200  200    200     200   200     404
        GET    …/books-check                               401  403       403 403      403      403  403    200     200   200     404
        GET    …/journal/head                              401  200       200 200      200      200  200    200     200   200     404
        GET    …/journal/events                            401  403       403 403      403      403  403    403     200   200     404
        """;

    /// <summary>Operation → expected status by column.</summary>
    public static IReadOnlyDictionary<string, int[]> Expected { get; } = Rows.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(part => $"{part[0]} {part[1].Replace("…", "/v1/communities/{community}")}", part => part[2..].Select(int.Parse).ToArray());
}
