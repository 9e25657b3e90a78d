using Ledger.Api.AccessRecords;
using Ledger.Api.Http;
using Ledger.Domain.Communities;

namespace Ledger.Api.Communities;

internal static class CommunityRoutes
{
    public static void Map(LedgerRoutes routes)
    {
        routes.Write<OpenCommunityEndpoint.Request, CommunityIsOpen>("PUT", "", "Open a community's books 社区开户", OpenCommunityEndpoint.Handle, new OpenCommunityEndpoint.Validator(), typeof(OpenCommunity), dryRun: false);
        routes.Read<GetCommunity.Answer>("", "The community and its settings 社区概况", GetCommunity.Handle);
        routes.Read<GetMe.Answer>("me", "Whom the books know under my sign-in, and what I may do 我的身份", GetMe.Handle).ShowsNoAccount("one's own");
        routes.Write<WorkCalendarEndpoints.Request, WorkCalendarIsSet>("POST", "work-calendars", "Enter the state's holiday calendar of a year 录入节假日历", WorkCalendarEndpoints.Set, new WorkCalendarEndpoints.Validator(), typeof(SetWorkCalendar));
        routes.Read<WorkCalendarEndpoints.Answer>("work-calendars", "The holiday calendar of a year 节假日历", WorkCalendarEndpoints.Get, [new("year", QueryKind.Number, "Such as 2026; absent: this year.")]);
    }
}
