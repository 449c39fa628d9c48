using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DroneCommand.Fleet.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class SigningSetup : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "KeySince",
                table: "SigningKeys",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "PendingKey",
                table: "SigningKeys",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "SetUpHere",
                table: "SigningKeys",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "KeySince",
                table: "SigningKeys");

            migrationBuilder.DropColumn(
                name: "PendingKey",
                table: "SigningKeys");

            migrationBuilder.DropColumn(
                name: "SetUpHere",
                table: "SigningKeys");
        }
    }
}
