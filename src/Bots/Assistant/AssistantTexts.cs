namespace BotPlatform.Bots.Assistant;

/// <summary>What the bot says by itself, in English unless changed.</summary>
internal sealed record AssistantTexts
{
    public string Forgotten { get; init; } = "I have forgotten what we said here.";

    public string TooLong { get; init; } = "That is too long for me. Please say it in fewer words.";

    public string EnoughForToday { get; init; } = "I have talked enough here for today. Ask me again tomorrow.";

    public string Busy { get; init; } = "I am very busy. Please ask me again later.";

    public string BusyFor { get; init; } = "I am very busy. Please ask me again in {0} seconds.";

    public string Broken { get; init; } = "I cannot think at the moment. Please ask me again later.";

    public string TooSlow { get; init; } = "That takes me too long. Please ask me again later.";

    public string Filtered { get; init; } = "I would rather not answer that.";

    public string BrokenOff { get; init; } = "(My answer broke off here.)";

    public static AssistantTexts German { get; } = new()
    {
        Forgotten = "Ich habe vergessen, was wir hier gesprochen haben.",
        TooLong = "Das ist mir zu lang. Bitte sage es mit weniger Worten.",
        EnoughForToday = "Für heute habe ich hier genug geredet. Frag mich morgen wieder.",
        Busy = "Ich habe gerade sehr viel zu tun. Bitte frag mich später noch einmal.",
        BusyFor = "Ich habe gerade sehr viel zu tun. Bitte frag mich in {0} Sekunden noch einmal.",
        Broken = "Ich kann gerade nicht denken. Bitte frag mich später noch einmal.",
        TooSlow = "Das dauert mir zu lange. Bitte frag mich später noch einmal.",
        Filtered = "Darauf möchte ich nicht antworten.",
        BrokenOff = "(Hier brach meine Antwort ab.)",
    };

    /// <summary>The texts in the language of the host.</summary>
    public static AssistantTexts In(string language) => language == "de" ? German : new();

    /// <summary>What is said of a failure.</summary>
    public string Of(ChatFailureException failure) => failure switch
    {
        { Kind: ChatFailureKind.Busy, RetryAfter: { } wait } when wait > TimeSpan.Zero && wait < TimeSpan.FromHours(1) =>
            string.Format(null, BusyFor, Math.Ceiling(wait.TotalSeconds)),
        { Kind: ChatFailureKind.Busy } => Busy,
        _ => Broken,
    };
}
