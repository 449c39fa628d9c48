using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DroneCommand.Fleet.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class PatrolTeams : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "PatrolRunVehicles",
                columns: table => new
                {
                    PatrolId = table.Column<string>(type: "TEXT", nullable: false),
                    Slot = table.Column<DateTime>(type: "TEXT", nullable: false),
                    VehicleId = table.Column<string>(type: "TEXT", nullable: false),
                    Order = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    Sortie = table.Column<int>(type: "INTEGER", nullable: false),
                    Sorties = table.Column<int>(type: "INTEGER", nullable: false),
                    Left = table.Column<bool>(type: "INTEGER", nullable: false),
                    Ended = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PatrolRunVehicles", x => new { x.PatrolId, x.Slot, x.VehicleId });
                    table.ForeignKey(
                        name: "FK_PatrolRunVehicles_PatrolRuns_PatrolId_Slot",
                        columns: x => new { x.PatrolId, x.Slot },
                        principalTable: "PatrolRuns",
                        principalColumns: new[] { "PatrolId", "Slot" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PatrolRunVehicles_VehicleId_Slot",
                table: "PatrolRunVehicles",
                columns: new[] { "VehicleId", "Slot" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PatrolRunVehicles");
        }
    }
}
