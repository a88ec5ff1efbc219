using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using InfluenceScore.Data.Ingestion.Bulk;

namespace InfluenceScore.Data.Tests.Ingestion.Bulk;

public sealed class NameTableTests
{
    [Fact]
    public void Every_name_keeps_its_id_however_many_there_are()
    {
        var table = new NameTable(knowsAll: true);
        for (var i = 0; i < 20_000; i++)
            Add(table, i % 3, Name(i), i);
        for (var i = 0; i < 20_000; i++)
        {
            Assert.Equal(i, FindOrNull(table, i % 3, Name(i)));
            Assert.Null(FindOrNull(table, 3, Name(i)));
        }
        Assert.True(table.KnowsAll);
    }

    [Fact]
    public void A_full_table_forgets_and_says_so()
    {
        var table = new NameTable(knowsAll: true, mostNames: 10);
        for (var i = 0; i < 11; i++)
            Add(table, 0, Name(i), i);
        Assert.False(table.KnowsAll);
        Assert.Null(FindOrNull(table, 0, Name(0)));
        Assert.Equal(10, FindOrNull(table, 0, Name(10)));
    }

    private static byte[] Name(int i) => Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture));

    private static void Add(NameTable table, int network, byte[] name, int id) => table.Add(network, name, NameTable.Hash(network, name), id);

    private static int? FindOrNull(NameTable table, int network, byte[] name)
    {
        ref var found = ref table.FindOrNull(network, name, NameTable.Hash(network, name));
        return Unsafe.IsNullRef(ref found) ? null : found;
    }
}
