using Ledger.Domain;
using Ledger.Domain.Grid;
using static System.DayOfWeek;

namespace Ledger.Api.Demo;

/// <summary>海岸社区: 储爱银行 and 积分存折, 和美商圈, 4 片区, 11 网格, 40 楼栋网格.</summary>
internal static class HaianSample
{
    public static readonly CommunitySample Sample = new()
    {
        Code = "haian",
        Name = new("海岸社区", "Haian"),
        HoldMinutes = 1440,
        Root = "haian",
        Circle = "hemei",
        Rulebooks = [("haian-sample/rulebook.json", DemoRequest.From)],
        Tree = [.. Trees.Haian()],
        Posts = [.. Trees.Haian().Where(node => node.Kind == NodeKind.BuildingGrid).Select(node => node.Node)],
        Homes = [.. Trees.Haian().Where(node => node.Kind == NodeKind.Unit).Select(node => node.Node)],
        Volunteers = 150,
        NonResidents = 12,
        Children = 14,
        Gatherings =
        [
            new("patrol", [Tuesday, Friday], new(19, 0), 120, 8),
            new("patrol", [Monday, Wednesday, Thursday, Sunday], new(19, 30), 90, 4),
            new("free-teaching", [Monday], new(9, 0), 90, 2),
            new("free-teaching", [Wednesday], new(9, 0), 90, 2),
            new("free-teaching", [Friday], new(9, 0), 60, 3),
            new("arts-event", [Saturday], new(9, 0), 150, 30, EveryWeeks: 2),
            new("family-event", [Sunday], new(9, 30), 120, 30, EveryWeeks: 3),
            new("talk", [Thursday], new(15, 0), 60, 3),
            new("children-corps", [Saturday], new(14, 30), 90, 12, EveryWeeks: 2, OfChildren: true),
            new("merchant-service", [Saturday], new(14, 0), 120, 6, EveryWeeks: 4),
            new("cleaning-help", [Sunday], new(14, 30), 120, 10, EveryWeeks: 2),
        ],
        Errands =
        [
            new("meal-help", 40, 30), new("cleaning-help", 60, 12), new("walking-help", 30, 14), new("medical-help", 120, 8), new("bath-help", 60, 4),
            new("urgent-help", 45, 3), new("cheer-help", 60, 12), new("mediation", 60, 4), new("snap-report", 0, 14, HasPhoto: true), new("stewardship", 60, 6),
        ],
        MicroActs = ["parcel", "cat-feeding", "key-keeping"],
        Habit = new("meal-help", 40, 1),
        Merchants =
        [
            new(new("晨光早餐铺", "Morning Light Breakfast"), "breakfast",
            [
                new(new("豆浆油条一份", "Soy milk and youtiao"), 8, 500, OfferSample.Community),
                new(new("小米粥套餐", "Millet porridge set"), 10, 700, OfferSample.Community),
                new(new("包子一笼", "A basket of baozi"), 12, 0, OfferSample.Merchant),
            ]),
            new(new("邻鲜菜店", "Neighbours' Greengrocer"), "vegetables",
            [
                new(new("时令蔬菜一份", "Vegetables of the season"), 15, 800, OfferSample.Community),
                new(new("鸡蛋十枚", "Ten eggs"), 20, 1000, OfferSample.Community),
            ]),
            new(new("巧手维修铺", "Handy Repairs"), "repair",
            [
                new(new("上门小修一次", "A small repair at home"), 40, 2500, OfferSample.Community),
                new(new("磨刀一把", "A knife sharpened"), 5, 0, OfferSample.Merchant),
                new(new("修锁一次", "A lock repaired"), 30, 1500, OfferSample.Community),
            ]),
            new(new("海风便民超市", "Sea Breeze Shop"), "shop",
            [
                new(new("食盐酱油一套", "Salt and soy sauce"), 12, 900, OfferSample.Community),
                new(new("洗衣液一瓶", "Washing liquid"), 35, 2200, OfferSample.Donor("sea-breeze")),
                new(new("大米五斤", "Rice, 2.5 kg"), 45, 2000, OfferSample.Community, Stock: 60),
            ]),
            new(new("清爽理发店", "Fresh Haircuts"), "haircut",
            [
                new(new("老年人理发一次", "A haircut for elders"), 20, 1000, OfferSample.Community, Item: "haircut"),
                new(new("理发五折", "Half-price haircut"), 10, 0, OfferSample.Merchant, WithdrawnOn: new(2026, 10, 15)),
            ]),
            new(new("爱心慈善超市", "Charity Shop"), "charity",
            [
                new(new("毛巾一条", "A towel"), 10, 0, OfferSample.Merchant, Stock: 80),
                new(new("月饼一盒（中秋）", "Mooncakes for Mid-Autumn"), 30, 3000, OfferSample.Donor("zone-charity"), Stock: 40, From: new(2026, 9, 14), Until: new(2026, 9, 27)),
                new(new("消暑绿豆汤一份", "Mung bean soup"), 3, 200, OfferSample.Donor("zone-charity"), From: new(2026, 6, 20), Until: new(2026, 8, 31)),
            ]),
        ],
        Personas =
        [
            new(PersonaKind.Volunteer, new("志愿者", "Volunteer"), "王阿姨", "王月英", "看积分存折、什么时候到期、现在能换什么，换一份早餐"),
            new(PersonaKind.TeamLeader, new("邻里帮队长", "Team leader"), "李队长", "李向东", "登记一场活动，一次三十人"),
            new(PersonaKind.GridAssistant, new("楼栋网格助理员", "Grid assistant"), "小陈", "陈晓禾", "记一笔喂猫、代收快递，替没有手机的老人兑换"),
            new(PersonaKind.GridOfficer, new("网格员", "Grid officer"), "刘网格员", "刘青禾", "认定昨天的积分事项"),
            new(PersonaKind.Office, new("社区办公室", "Office"), "办公室", "周文静", "登记人员、商户入驻、发布兑换项目、查看积分细则"),
            new(PersonaKind.Merchant, new("晨光早餐铺", "Breakfast shop"), "赵老板", "赵晨光", "查看兑换码，核销，退还"),
            new(PersonaKind.Accountant, new("会计", "Accountant"), "郑会计", "郑书恒", "月结、核对商户结算单、批准付款"),
            new(PersonaKind.Cashier, new("出纳", "Cashier"), "何出纳", "何佳宁", "登记付款和退票"),
            new(PersonaKind.Auditor, new("审计人员（居务监督委员会）", "Auditor"), "孙老师", "孙明达", "追溯任何账户任何日期的账目"),
            new(PersonaKind.Administrator, new("系统管理员", "Administrator"), "管理员", "钱守一", "授予角色"),
        ],
    };
}
