using System.Text.Json.Serialization;

namespace Ledger.Domain.Rulebooks;

[JsonConverter(typeof(KebabEnum<CountFrom>))]
public enum CountFrom { Occurred, Booked }
