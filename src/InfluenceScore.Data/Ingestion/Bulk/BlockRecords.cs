using System.Text;
using InfluenceScore.Data.Entities;
using InfluenceScore.Data.Sources;
using InfluenceScore.Data.Sources.Bundles;
using InfluenceScore.Scoring;

namespace InfluenceScore.Data.Ingestion.Bulk;

/// <summary>Rows of a block as the records that the careful way takes.</summary>
internal static class BlockRecords
{
    public static object Of(BundleTable table, FactBlock block, int row, Networks networks)
    {
        var cells = block.Cells(row).ToArray();
        var network = networks.Name((int)cells[0]);
        return table switch
        {
            BundleTable.Profiles => new ProfileRecord(network, Handle(1), TimeOrNull(2), TextOrNull(3), TextOrNull(4), TimeOrNull(5), TextOrNull(6), TextOrNull(7),
                NumberOrNull(8), NumberOrNull(9), NumberOrNull(10), NumberOrNull(11), NumberOrNull(12), NumberOrNull(13) is { } verified ? verified == 1 : null,
                NumberOrNull(14) is { } isDefault ? isDefault == 1 : null),
            BundleTable.Posts => new PostRecord(network, TextOrNull(1)!, Handle(2), Time(3), (PostKind)(NumberOrNull(4) ?? 0), TextOrNull(5), TextOrNull(6),
                NumberOrNull(7), NumberOrNull(8), NumberOrNull(9), NumberOrNull(10), NumberOrNull(11), TextOrNull(12)),
            BundleTable.Interactions => new InteractionRecord(network, Handle(1), Handle(2), (InteractionKind)cells[3], Time(5), TextOrNull(4)),
            _ => new FollowRecord(network, Handle(1), Handle(2), (FollowEventKind)cells[3], Time(4)),
        };

        // The block has it without @, which may stand before a name that itself begins with one.
        string Handle(int column) => "@" + TextOrNull(column);

        string? TextOrNull(int column) => cells[column] == FactBlock.Empty ? null : Encoding.UTF8.GetString(block.Text(cells[column]));

        long? NumberOrNull(int column) => cells[column] == FactBlock.Empty ? null : cells[column];

        DateTime Time(int column) => DateTime.UnixEpoch.AddMilliseconds(cells[column]);

        DateTime? TimeOrNull(int column) => cells[column] == FactBlock.Empty ? null : Time(column);
    }
}
