// chapter <as-written|mended> <produce|consume>: the source chapter's C# with its faults, written anew with the same calls in the
// same order, and the same program without them. The workbook runs both and looks at the broker.
using Workbook.Chapter;

return await (string.Join(' ', args) switch
{
    "as-written produce" => AsWritten.ProduceAsync(),
    "as-written consume" => AsWritten.ConsumeAsync(),
    "mended produce" => Mended.ProduceAsync(),
    "mended consume" => Mended.ConsumeAsync(),
    _ => throw new ArgumentException("chapter <as-written|mended> <produce|consume>"),
});
