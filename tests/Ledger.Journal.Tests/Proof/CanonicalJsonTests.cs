using System.Text;
using Ledger.Journal.Proof;

namespace Ledger.Journal.Tests.Proof;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b" : 1, "a" : [ 1 , -2, true ] }""", """{"a":[1,-2,true],"b":1}""")]
    [InlineData("""{"10":1,"9":2,"":3}""", """{"":3,"10":1,"9":2}""")]
    [InlineData("{\"\uffee\":1,\"\U0001F600\":2}", "{\"\U0001F600\":2,\"\uffee\":1}")]
    [InlineData("""{"\u0061":"\u4e2d\/\u00e9"}""", "{\"a\":\"中/é\"}")]
    [InlineData("""["\u0001\b\t\n\f\r\u001f\u007f\"\\\u2028"]""", "[\"\\u0001\\b\\t\\n\\f\\r\\u001f\u007f\\\"\\\\\u2028\"]")]
    [InlineData("""["\ud83d\ude00"]""", "[\"\U0001F600\"]")]
    [InlineData("[-0,9007199254740991,-9007199254740991]", "[0,9007199254740991,-9007199254740991]")]
    [InlineData("{}", "{}")]
    [InlineData("[[],{}]", "[[],{}]")]
    public void It_is_written_in_one_way(string written, string canonical) =>
        Assert.Equal(canonical, Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(written))));

    [Theory]
    [InlineData("1.0"), InlineData("1e2"), InlineData("9007199254740992"), InlineData("-9007199254740992"), InlineData("99999999999999999999")]
    [InlineData("null"), InlineData("""{"a":null}"""), InlineData("[null]")]
    [InlineData("""["\u0000"]"""), InlineData("""["\ud800"]"""), InlineData("""["\udc00\ud800"]"""), InlineData("""{"\udfff":1}""")]
    [InlineData("""{"a":1,"b":2,"a":1}"""), InlineData("""{"a":1,"\u0061":1}""")]
    [InlineData(""), InlineData("{}{}"), InlineData("{"), InlineData("[1,]"), InlineData("/**/1"), InlineData("01"), InlineData("NaN")]
    public void What_could_not_be_hashed_for_ever_is_refused(string written) =>
        Assert.Throws<NotCanonicalException>(() => CanonicalJson.Of(Encoding.UTF8.GetBytes(written)));

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        foreach (var bytes in new byte[][] { [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0xEF, 0xBB, 0xBF, 0x31] })
            Assert.Throws<NotCanonicalException>(() => CanonicalJson.Of(bytes));
    }

    [Fact]
    public void Nesting_has_a_bound_and_reaches_it()
    {
        string Nested(int depth) => new string('[', depth) + new string(']', depth);
        Assert.Equal(Nested(CanonicalJson.DeepestNesting), Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(Nested(CanonicalJson.DeepestNesting)))));
        Assert.Throws<NotCanonicalException>(() => CanonicalJson.Of(Encoding.UTF8.GetBytes(Nested(CanonicalJson.DeepestNesting + 1))));
    }

    [Fact]
    public void The_order_of_members_in_the_writing_does_not_matter()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var nasty = new NastyJson(seed);
            var value = nasty.Object(4);
            var one = CanonicalJson.Of(Encoding.UTF8.GetBytes(nasty.Write(value)));
            var other = CanonicalJson.Of(Encoding.UTF8.GetBytes(nasty.Write(value)));
            Assert.True(one.AsSpan().SequenceEqual(other), $"seed {seed}");
            Assert.True(one.AsSpan().SequenceEqual(CanonicalJson.Of(one)), $"seed {seed}");
        }
    }
}
