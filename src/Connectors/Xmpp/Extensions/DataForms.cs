using BotPlatform.Xmpp.Stanzas;

namespace BotPlatform.Xmpp.Extensions;

/// <summary>XEP-0004 §3.2: a field of a form and what stands in it.</summary>
/// <param name="Name">Its name, <c>var</c> on the wire.</param>
/// <param name="Values">None, one or several.</param>
public sealed record FormField(string Name, params IReadOnlyList<string> Values);

/// <summary>XEP-0004: a form, reduced to what programs need; labels, types and options are left out.</summary>
/// <param name="Type"><c>form</c>, <c>submit</c>, <c>cancel</c> or <c>result</c>.</param>
/// <param name="FormType">XEP-0068: what the form is about; null when it is not said.</param>
/// <param name="Fields">The fields, without the one that says what the form is about.</param>
public sealed record DataForm(string Type, string? FormType, params IReadOnlyList<FormField> Fields) : IPayload<DataForm>
{
    private const string FormTypeField = "FORM_TYPE";
    private const string Submission = "submit";

    private static readonly XmlName FieldName = new(Namespaces.DataForms, "field");
    private static readonly XmlName ValueName = new(Namespaces.DataForms, "value");

    /// <inheritdoc />
    public static XmlName Name { get; } = new(Namespaces.DataForms, "x");

    /// <summary>A form that is filled in.</summary>
    public static DataForm Submit(string? formType, params IReadOnlyList<FormField> fields) => new(Submission, formType, fields);

    /// <inheritdoc />
    public static DataForm Parse(Element element)
    {
        var type = element.RequireAttribute("type");
        string? formType = null;
        var fields = new List<FormField>();
        foreach (var child in element.Elements)
        {
            // Fields of fixed text have no name.
            if (child.Name != FieldName || child.Attribute("var") is not { } name)
            {
                continue;
            }

            string[] values = [.. child.Elements.Where(e => e.Name == ValueName).Select(e => e.Text)];
            if (name != FormTypeField)
            {
                fields.Add(new FormField(name, values));
            }
            else if (type == Submission || child.Attribute("type") == "hidden")
            {
                formType = formType is null && values is [var only] ? only : throw new XmppFormatException(
                    "<x/> has not one FORM_TYPE.");
            }
        }

        return new DataForm(type, formType, fields);
    }

    /// <inheritdoc />
    public Element ToElement()
    {
        var fields = Fields.Select(f => Field(f, new XmlAttribute("var", f.Name)));
        if (FormType is not null)
        {
            fields = fields.Prepend(Field(
                new FormField(FormTypeField, FormType), new XmlAttribute("var", FormTypeField), new XmlAttribute("type", "hidden")));
        }

        return new Element(Name, [new XmlAttribute("type", Type)], [.. fields]);
    }

    private static Element Field(FormField field, params ReadOnlySpan<XmlAttribute> attributes) =>
        new(FieldName, attributes, [.. field.Values.Select(v => new Element(ValueName, v))]);
}
