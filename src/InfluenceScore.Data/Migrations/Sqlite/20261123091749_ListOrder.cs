using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace InfluenceScore.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ListOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Scores_ScoreRunId_Value",
                table: "Scores");

            migrationBuilder.AddColumn<string>(
                name: "NameInOrder",
                table: "Accounts",
                type: "TEXT",
                nullable: false,
                computedColumnSql: "lower(coalesce(\"Name\", \"Handle\"))",
                stored: false);

            migrationBuilder.CreateIndex(
                name: "IX_Scores_ScoreRunId_Value_AccountId_TrueReach_Amplification_NetworkImpactIndex",
                table: "Scores",
                columns: new[] { "ScoreRunId", "Value", "AccountId", "TrueReach", "Amplification", "NetworkImpactIndex" });

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_NameInOrder_Id",
                table: "Accounts",
                columns: new[] { "NameInOrder", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Scores_ScoreRunId_Value_AccountId_TrueReach_Amplification_NetworkImpactIndex",
                table: "Scores");

            migrationBuilder.DropIndex(
                name: "IX_Accounts_NameInOrder_Id",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "NameInOrder",
                table: "Accounts");

            migrationBuilder.CreateIndex(
                name: "IX_Scores_ScoreRunId_Value",
                table: "Scores",
                columns: new[] { "ScoreRunId", "Value" });
        }
    }
}
