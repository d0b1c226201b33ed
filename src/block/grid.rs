//! Tables: one way for all of them.
//!
//! The cells of whatever source become pieces with what stands between them
//! (`piece`). `head` lists what the first pieces may be as a header, in the one
//! vocabulary of `scan::column`; `deal` lays the others under each of these headers, and the
//! reading with the best evidence wins (`stream`); where blank lines part the cells and
//! numbers count the rows, `counted` needs no more than these, and `by_column` counts the cells of
//! columns that stand one behind the other. `matrix` takes cells that are known
//! as they are (`merged` tells which columns rows lack), `glued` those that nothing parts; `settle` gives columns whose header says
//! little what the others leave them. `typed` says what table it is, `mixed` that it is none that
//! can be read.

mod around;
mod below;
mod budget;
mod by_column;
mod cells;
mod centred;
mod counted;
mod deal;
mod filled;
mod fit;
mod found;
mod glued;
mod groups;
mod halves;
mod head;
mod inset;
mod look;
mod matrix;
mod merged;
mod middle;
mod mixed;
mod piece;
mod placed;
mod repeats;
mod rows;
mod settle;
mod stream;
mod torn;
mod typed;
mod unnamed;
mod words;

pub use self::budget::{Budget, Way};
pub use self::glued::read_glued;
pub(crate) use self::look::is_sum;
pub use self::matrix::read_matrix;
pub use self::mixed::is_mixed_up;
pub use self::placed::read_placed;
pub use self::stream::{begins_header, has_separators, read_stream};
pub use self::typed::{
    into_grid, into_indicators, is_indicator_table, kinds_of, number_column, task_columns,
};
