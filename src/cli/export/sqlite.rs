//! `SQLite`: one database with keys, foreign keys and indexes.

use std::fmt::Write;

use guihua::tabulate::{Cell, Kind, Table};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};

use super::sink::RowSink;
use crate::cli::output::Pending;

/// Columns that people look things up by, beside the keys.
const INDEXES: &[(Table, &str)] = &[
    (Table::Plans, "path"),
    (Table::Plans, "region"),
    (Table::Indicators, "name"),
    (Table::Responsibilities, "department"),
    (Table::Diagnostics, "code"),
];

/// A database that is being filled.
pub struct Sqlite {
    connection: Connection,
    file: Pending,
    inserts: Vec<String>,
}

impl Sqlite {
    /// Begins the database that will be `file`.
    pub fn create(mut file: Pending) -> anyhow::Result<Self> {
        let connection = match Connection::open(file.temporary_path()) {
            Ok(connection) => connection,
            // Its words have the name of a file that nobody named.
            Err(rusqlite::Error::SqliteFailure(code, _)) => {
                return Err(rusqlite::Error::SqliteFailure(code, None).into());
            }
            Err(error) => return Err(error.into()),
        };
        // A database that is not finished is thrown away, so nothing is lost by
        // writing it without a journal; one transaction holds it all.
        connection.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;
             PRAGMA temp_store = MEMORY; BEGIN;",
        )?;
        for table in Table::ALL {
            connection.execute_batch(&create_table(*table))?;
        }
        Ok(Self { connection, file, inserts: Table::ALL.iter().copied().map(insert).collect() })
    }
}

impl RowSink for Sqlite {
    fn write(&mut self, table: Table, row: &[Cell<'_>]) -> anyhow::Result<()> {
        let mut statement = self.connection.prepare_cached(&self.inserts[table as usize])?;
        statement.execute(rusqlite::params_from_iter(row.iter().map(Parameter)))?;
        Ok(())
    }

    fn finish(self: Box<Self>) -> anyhow::Result<()> {
        for (table, column) in INDEXES {
            let name = table.name();
            self.connection
                .execute_batch(&format!("CREATE INDEX \"{name}_{column}\" ON \"{name}\" (\"{column}\");"))?;
        }
        self.connection.execute_batch("COMMIT; PRAGMA optimize;")?;
        self.connection.close().map_err(|(_, error)| error)?;
        self.file.persist()
    }
}

/// A cell as the database takes it.
struct Parameter<'a>(&'a Cell<'a>);

impl ToSql for Parameter<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Cell::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Cell::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Cell::Integer(number) => ToSqlOutput::Borrowed(ValueRef::Integer(*number)),
            Cell::Number(number) => ToSqlOutput::Borrowed(ValueRef::Real(*number)),
            // SQLite has no type for dates; its functions take this form.
            Cell::Date(_) => self.0.to_string().into(),
        })
    }
}

/// `CREATE TABLE` with keys. `STRICT`, so that a number is a number.
fn create_table(table: Table) -> String {
    let mut sql = format!("CREATE TABLE \"{}\" (\n", table.name());
    for column in table.columns() {
        let kind = match column.kind {
            Kind::Text | Kind::Date => "TEXT",
            Kind::Integer => "INTEGER",
            Kind::Number => "REAL",
        };
        let null = if column.required { " NOT NULL" } else { "" };
        // Writing to a string does not fail.
        let _ = writeln!(sql, "  \"{}\" {kind}{null}, -- {}", column.name, column.about);
    }
    let _ = write!(sql, "  PRIMARY KEY ({})", quoted(table.key()));
    for reference in table.references() {
        let _ = write!(
            sql,
            ",\n  FOREIGN KEY ({}) REFERENCES \"{}\" ({})",
            quoted(reference.columns),
            reference.table.name(),
            quoted(reference.targets),
        );
    }
    sql.push_str("\n) STRICT, WITHOUT ROWID;");
    sql
}

fn insert(table: Table) -> String {
    let places = vec!["?"; table.columns().len()].join(", ");
    format!("INSERT INTO \"{}\" VALUES ({places})", table.name())
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}
