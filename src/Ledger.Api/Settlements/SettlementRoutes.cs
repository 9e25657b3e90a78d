using Ledger.Api.AccessRecords;
using Ledger.Api.Explanations;
using Ledger.Api.Http;
using Ledger.Domain;
using Ledger.Domain.Settlements;

namespace Ledger.Api.Settlements;

/// <summary>From the statement (结算单) to the money: issue, reconcile or dispute, invoice, two signatures, and back when the bank returns it.</summary>
internal static class SettlementRoutes
{
    private const string One = "merchants/{merchant}/statements/{statement}";

    public static void Map(LedgerRoutes routes)
    {
        routes.Write<StatementEndpoints.Issuing, StatementIsIssued>("POST", "merchants/{merchant}/statements", "Issue a merchant's statement; dryRun shows it 出结算单", StatementEndpoints.Issue, null, typeof(IssueStatement));
        routes.Read<ListStatements.Answer>("merchants/{merchant}/statements", "A merchant's statements, the last first 结算单一览", ListStatements.Handle, [Query.Limit, Query.Cursor, Query.AtLeast], typeof(NotFound));
        routes.Read<GetStatement.Answer>(One, "A statement with its totals and the journal numbers it covers 结算单", GetStatement.Handle, null, typeof(NotFound));
        routes.Read<GetStatementLines.Answer>($"{One}/lines", "A statement's lines, in journal order 结算单明细", GetStatementLines.Handle, [Query.Limit, Query.Cursor, Query.AtLeast], typeof(NotFound));
        routes.Read<ExplainStatement.Answer>($"{One}/explanation", "Which acts stand behind a statement, by board and by who funded them, and then line by line 结算单说明", ExplainStatement.Handle, ExplainStatement.Queries, typeof(NotFound))
            .LooksAt(LookedAt.WhomItFinds);
        routes.Read<GetStatementSteps.Answer>($"{One}/steps", "What happened to a statement 结算单经过", GetStatementSteps.Handle, [Query.AtLeast], typeof(NotFound));
        routes.Write<StatementEndpoints.Nothing, StatementChanged>("POST", $"{One}/reconciliation", "Find a statement right 对账确认", StatementEndpoints.Reconcile, null, typeof(ReconcileStatement), ifMatch: true);
        routes.Write<StatementEndpoints.Dispute, StatementChanged>("POST", $"{One}/disputes", "Dispute lines of a statement 对账异议", StatementEndpoints.DisputeLines, new StatementEndpoints.DisputeValidator(), typeof(DisputeStatement), ifMatch: true);
        routes.Write<StatementEndpoints.Answer, StatementChanged>("POST", $"{One}/dispute-answer", "Answer a dispute; corrections are refunds and come in the next statement 答复异议", StatementEndpoints.AnswerLines, new StatementEndpoints.AnswerValidator(), typeof(AnswerDispute), ifMatch: true);
        routes.Write<StatementEndpoints.Invoice, StatementChanged>("POST", $"{One}/invoice", "Record the invoice's number 登记发票号", StatementEndpoints.RecordNumber, new StatementEndpoints.InvoiceValidator(), typeof(RecordInvoice), ifMatch: true);
        routes.Write<StatementEndpoints.Nothing, StatementChanged>("POST", $"{One}/approval", "Approve the payment: the first signature 审批付款", StatementEndpoints.Approve, null, typeof(ApprovePayment), ifMatch: true);
        routes.Write<StatementEndpoints.Payment, PaymentIsMade>("POST", $"{One}/payment", "Record the payment: the second signature, by somebody else 登记付款", StatementEndpoints.Pay, new StatementEndpoints.PaymentValidator(), typeof(MakePayment), ifMatch: true);
        routes.Write<StatementEndpoints.Return, StatementChanged>("POST", $"{One}/payment-return", "Record that a payment came back 登记退票", StatementEndpoints.SendBack, null, typeof(ReturnPayment), ifMatch: true);
    }
}
