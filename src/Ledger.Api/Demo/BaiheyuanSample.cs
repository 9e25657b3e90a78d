using Ledger.Domain;
using Ledger.Domain.Grid;
using static System.DayOfWeek;

namespace Ledger.Api.Demo;

/// <summary>百合园社区: 22 百合邻长, points in five boards, riders and couriers who do not live there.</summary>
internal static class BaiheyuanSample
{
    public static readonly CommunitySample Sample = new()
    {
        Code = "baiheyuan",
        Name = new("百合园社区", "Baiheyuan"),
        HoldMinutes = 2880,
        Root = "baiheyuan",
        Circle = "baihe",
        Rulebooks = [("baiheyuan-sample/rulebook-trial.json", DemoRequest.From), ("baiheyuan-sample/rulebook.json", new DateOnly(2026, 6, 24))],
        Tree = [.. Trees.Baiheyuan()],
        Posts = [.. Trees.Baiheyuan().Where(node => node.Kind == NodeKind.Building).Select(node => node.Node)],
        Homes = [.. Trees.Baiheyuan().Where(node => node.Kind == NodeKind.Unit).Select(node => node.Node)],
        Volunteers = 110,
        NonResidents = 26,
        Gatherings =
        [
            new("patrol", [Monday, Wednesday, Friday], new(20, 0), 90, 6),
            new("environment", [Saturday], new(8, 30), 120, 20),
            new("event-help", [Sunday], new(9, 0), 150, 30, EveryWeeks: 2),
            new("free-teaching", [Tuesday], new(16, 0), 60, 3),
            new("free-teaching", [Saturday], new(15, 0), 90, 4),
            new("elder-meal", [Monday, Tuesday, Wednesday, Thursday, Friday], new(11, 0), 60, 5),
            new("council", [Thursday], new(19, 0), 90, 9, EveryWeeks: 2),
            new("fire-check", [Wednesday], new(15, 0), 60, 5),
        ],
        Errands =
        [
            new("snap-report", 0, 30, HasPhoto: true), new("household-visit", 30, 16), new("canvass", 20, 10), new("micro-wish", 60, 10),
            new("mediation", 60, 6), new("environment", 60, 8), new("free-teaching", 60, 4),
        ],
        MicroActs = ["order-keeping", "parcel", "key-keeping"],
        Habit = new("household-visit", 30, 1),
        Merchants =
        [
            new(new("同心理发店", "One Heart Haircuts"), "haircut",
            [
                new(new("理发一次", "A haircut"), 15, 1200, OfferSample.Community),
                new(new("上门为老人理发", "A haircut at home for elders"), 10, 1500, OfferSample.Donor("lily-fund")),
            ]),
            new(new("老街补鞋摊", "Old Street Cobbler"), "cobbler", [new(new("补鞋一双", "A pair of shoes mended"), 8, 600, OfferSample.Community)]),
            new(new("平安锁店", "Safe Locks"), "locksmith",
            [
                new(new("修锁一次", "A lock repaired"), 20, 2000, OfferSample.Community),
                new(new("配钥匙一把", "A key cut"), 5, 0, OfferSample.Merchant),
            ]),
            new(new("洁安家政", "Clean and Calm"), "housekeeping",
            [
                new(new("家政两小时", "Two hours of housekeeping"), 50, 5000, OfferSample.Community, Stock: 50),
                new(new("油烟机清洗", "An extractor hood cleaned"), 60, 6000, OfferSample.Donor("lily-fund"), Stock: 20),
            ]),
            new(new("百合便利店", "Lily Corner Shop"), "shop",
            [
                new(new("饮用水一箱", "A case of water"), 12, 1000, OfferSample.Community),
                new(new("纸巾一提", "Tissues"), 15, 1300, OfferSample.Community),
                new(new("雨衣一件", "A raincoat"), 10, 0, OfferSample.Merchant, Stock: 60),
            ]),
        ],
        Personas =
        [
            new(PersonaKind.Volunteer, new("志愿者", "Volunteer"), "林阿姨", "林素琴", "看积分存折、什么时候到期、现在能换什么，换一次理发"),
            new(PersonaKind.TeamLeader, new("银辉先锋队长", "Team leader"), "郑队长", "郑海波", "登记一场活动，一场一统计"),
            new(PersonaKind.GridAssistant, new("百合邻长", "Neighbourhood head"), "许邻长", "许佩兰", "记一笔代收快递、保管钥匙，替没有手机的老人兑换"),
            new(PersonaKind.GridOfficer, new("网格员", "Grid officer"), "蔡网格员", "蔡思源", "认定昨天的积分事项"),
            new(PersonaKind.Office, new("社区办公室", "Office"), "办公室", "吴晓岚", "登记人员、商户入驻、发布兑换项目、查看积分细则"),
            new(PersonaKind.Merchant, new("同心理发店", "Hairdresser"), "黄师傅", "黄同心", "查看兑换码，核销，退还"),
            new(PersonaKind.Accountant, new("会计", "Accountant"), "谢会计", "谢明溪", "月结、核对商户结算单、批准付款"),
            new(PersonaKind.Cashier, new("出纳", "Cashier"), "唐出纳", "唐若兰", "登记付款和退票"),
            new(PersonaKind.Auditor, new("审计人员（居务监督委员会）", "Auditor"), "谢老师", "谢正明", "追溯任何账户任何日期的账目"),
            new(PersonaKind.Administrator, new("系统管理员", "Administrator"), "管理员", "杨守诚", "授予角色"),
        ],
    };
}
