//! What is said of a model that `check` would not pass.

use std::fmt;

/// So many rows tell of one that is the only one: a screen.
pub const WHOLE: usize = 23;

/// So many tell of one among others.
pub const PART: usize = 12;

/// A file in which `check` finds errors.
#[derive(Debug)]
pub struct NotAccepted {
    /// How many.
    pub count: usize,
    /// Whether `check --fix` mends some of them.
    pub is_mendable: bool,
}

impl NotAccepted {
    /// The message in Chinese.
    pub fn message_zh(&self) -> String {
        let how =
            if self.is_mendable { "（guihua check --fix 能改正编号、位置和数值）" } else { "" };
        format!("模型有 {} 处错误，先改正再导出{how}", self.count)
    }
}

impl fmt::Display for NotAccepted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = if self.count == 1 { "" } else { "s" };
        let count = self.count;
        let how = if self.is_mendable { " (guihua check --fix mends ids, places and values)" } else { "" };
        write!(f, "the model has {count} error{s}; mend it first{how}")
    }
}

impl std::error::Error for NotAccepted {}
