//! What is said of a model that `check` would not pass.

use std::fmt;

/// A file in which `check` finds errors.
#[derive(Debug)]
pub struct NotAccepted {
    /// How many.
    pub count: usize,
}

impl NotAccepted {
    /// The message in Chinese.
    pub fn message_zh(&self) -> String {
        format!("模型有 {} 处错误，先改正再导出（guihua check --fix 能改正编号、位置和数值）", self.count)
    }
}

impl fmt::Display for NotAccepted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = if self.count == 1 { "" } else { "s" };
        let count = self.count;
        write!(
            f,
            "the model has {count} error{s}; mend it first (guihua check --fix mends ids, places and values)"
        )
    }
}

impl std::error::Error for NotAccepted {}
