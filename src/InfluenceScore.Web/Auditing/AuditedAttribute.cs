namespace InfluenceScore.Web.Auditing;

/// <summary>What the audit log says of a page's POST handler; every one of them says this or <see cref="NotAuditedAttribute"/> (a test looks).</summary>
/// <param name="action">One of <see cref="Data.Auditing.AuditActions"/>.</param>
/// <param name="fields">Fields of the form or the route that name what is changed, in this order. Never a secret.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AuditedAttribute(string action, params string[] fields) : Attribute
{
    public string Action => action;

    public IReadOnlyList<string> Fields => fields;
}

/// <summary>A POST handler that changes nothing worth recording, or writes its own entry in the transaction of its change.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NotAuditedAttribute(string why) : Attribute
{
    public string Why => why;
}
