using BotPlatform.Contracts.Announcements;

namespace BotPlatform.BotHost.Announcements.Templates;

/// <summary>Templates that are kept while they are in use, so that each is read and compiled once.</summary>
internal sealed class TemplateCache(int capacity = 256)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Template> _known = new(StringComparer.Ordinal);

    /// <summary>How many are kept.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _known.Count;
            }
        }
    }

    /// <summary>The template of a text.</summary>
    /// <exception cref="TemplateException">It has a mistake.</exception>
    public Template Get(string text)
    {
        if (!text.Contains("{{", StringComparison.Ordinal))
        {
            return Template.Parse(text);
        }

        lock (_gate)
        {
            if (_known.TryGetValue(text, out var known))
            {
                return known;
            }
        }

        var template = Template.Parse(text);
        lock (_gate)
        {
            if (_known.Count >= capacity)
            {
                _known.Clear(); // those that are in use are soon there again
            }

            return _known[text] = template;
        }
    }

    /// <summary>The placeholders in the text and the metadata of an announcement.</summary>
    /// <exception cref="TemplateException">One of them has a mistake.</exception>
    public IReadOnlySet<string> PathsOf(AnnouncementContent content) =>
        content.Metadata.Values.Append(content.Text).SelectMany(text => Get(text).Paths).ToHashSet(StringComparer.Ordinal);
}
