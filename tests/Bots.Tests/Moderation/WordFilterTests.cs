using BotPlatform.Bots.Moderation;
using BotPlatform.Bots.Settings;

namespace BotPlatform.Bots.Tests.Moderation;

public sealed class WordFilterTests
{
    private readonly WordFilter _filter = new(["darn", "buy now", "Arsch", "дурак", "馬鹿", "1488"]);

    [Theory]
    [InlineData("oh darn")]
    [InlineData("DARN!")]
    [InlineData("dàrñ")]
    [InlineData("da\u0301rn")]
    [InlineData("d\u200Ba\u200Drn")]
    [InlineData("\u202Edarn\u202C")]
    [InlineData("ｄａｒｎ")]
    [InlineData("𝐝𝐚𝐫𝐧")]
    [InlineData("ⓓⓐⓡⓝ")]
    [InlineData("dаrn")] // with a Cyrillic a
    [InlineData("d4rn")]
    [InlineData("daaaarn")]
    [InlineData("oh d a r n it")]
    [InlineData("d.a.r.n")]
    [InlineData("d-a-r-n!")]
    [InlineData("Buy, NOW!")]
    [InlineData("ARSCH")]
    [InlineData("ДУРАК")]
    [InlineData("あなたは馬鹿です")]
    [InlineData("code 1488")]
    public void A_word_is_found_however_it_is_dressed(string text) => Assert.True(_filter.IsFoundIn(text));

    [Theory]
    [InlineData("")]
    [InlineData("darning socks")]
    [InlineData("Kuddarn")]
    [InlineData("buy it now")]
    [InlineData("dar n")]
    [InlineData("a b c")]
    [InlineData("14880")]
    [InlineData("👨‍👩‍👧‍👦🇩🇪")]
    public void Other_words_are_left_alone(string text) => Assert.False(_filter.IsFoundIn(text));

    [Fact]
    public void Nothing_is_found_without_words() => Assert.False(new WordFilter(["", "!", "\u200B"]).IsFoundIn("anything ! \u200B"));

    [Fact]
    public void Sixty_four_kilobytes_are_searched_to_the_end() =>
        Assert.True(_filter.IsFoundIn($"{string.Concat(Enumerable.Repeat("fine ", 13_000))}darn"));

    [Fact]
    public void A_file_has_a_word_a_line_and_comments() =>
        Assert.True(WordFilter.Parse("# not nice\r\n\r\n darn \r\nbuy now").IsFoundIn("buy now"));

    [Theory]
    [InlineData("# nothing", "line 1: there is no word.")]
    [InlineData("darn\n!!!", "line 2: '!!!' is no word.")]
    public void A_broken_file_is_refused_with_the_line(string text, string problem) =>
        Assert.Equal(problem, Assert.Throws<FileFormatException>(() => WordFilter.Parse(text)).Message);
}
