using System.Text.Json.Serialization;

namespace Ledger.Domain.Grid;

/// <summary>片区, 网格, 楼栋网格, 微网格; below them 小区, 楼栋, 单元.</summary>
[JsonConverter(typeof(KebabEnum<NodeKind>))]
public enum NodeKind { Community, Area, Grid, BuildingGrid, MicroGrid, Estate, Building, Unit }

/// <summary>A node of the grid tree exists from a date on.</summary>
/// <param name="Parent">Absent only for the root.</param>
public sealed record NodeAdded(Code Node, Code? Parent, NodeKind Kind, Title Name, DateOnly From) : IFact;
