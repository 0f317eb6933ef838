using System.Globalization;
using BotPlatform.BotSdk.Testing;
using BotPlatform.BotSdk.Texts;

namespace BotPlatform.BotSdk.Tests.Commands;

public sealed class BotTextsTests
{
    [Fact]
    public void Every_text_is_in_every_language_and_is_filled_in_with_the_same()
    {
        foreach (var text in typeof(BotTexts).GetProperties().Where(property => property.PropertyType == typeof(string)))
        {
            var (english, german) = ((string)text.GetValue(BotTexts.English)!, (string)text.GetValue(BotTexts.German)!);

            Assert.NotEqual(english, text.Name == nameof(BotTexts.Guid) ? "" : german);
            Assert.Equal(Fillings(english), Fillings(german));
        }
    }

    [Theory]
    [InlineData("de", "de")]
    [InlineData("DE-at", "de")]
    [InlineData("en_GB", "en")]
    [InlineData("fr", null)]
    public void A_culture_has_the_texts_of_its_language(string culture, string? language) =>
        Assert.Equal(language, BotTexts.Find(culture)?.Language);

    [Fact]
    public async Task A_bot_may_speak_otherwise_than_its_host()
    {
        var bot = BotHarness.Of(one =>
        {
            one.OnCommand("vote", "Votes.", (int option) => $"{option}");
            one.Texts = BotTexts.German;
        });

        await bot.ReceiveAsync(Sample.Message("!vote zwei"), TestTimeout.Token);

        Assert.Equal("OPTION muss eine ganze Zahl sein; 'zwei' ist das nicht. So: !vote OPTION", Assert.Single(bot.Sent).Text);
    }

    private static IEnumerable<int> Fillings(string text) =>
        Enumerable.Range(0, 5).Where(n => text.Contains(string.Create(CultureInfo.InvariantCulture, $"{{{n}}}"), StringComparison.Ordinal));
}
