//! How a table is written.

/// What parts cells, and what may stand for what in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    pub delimiter: u8,
    /// Cells may stand in quotes, as RFC 4180 says; else quotes are ordinary text.
    pub has_quotes: bool,
    /// Backslashes stand before what is special, as PostgreSQL's text format has them.
    pub has_escapes: bool,
    /// The first line is not the header, but says `sep=;` to Excel.
    pub names_delimiter: bool,
}

impl Dialect {
    /// Whether the comma stands before decimals: only then are semicolons between cells.
    pub fn has_decimal_commas(&self) -> bool {
        self.delimiter == b';'
    }
}
