namespace Workbook.Chapter;

/// <summary>The chapter's event. It stands only beside its producer there, so that its consumer alone does not compile.</summary>
class UserEvent
{
    public int UserId { get; set; }
    public string Action { get; set; } = "";
    public DateTime Timestamp { get; set; }
}
