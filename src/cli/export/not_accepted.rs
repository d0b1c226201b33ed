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
    /// Whether it is no YAML or JSON at all: nothing mends that but people.
    pub is_broken: bool,
}

impl NotAccepted {
    /// The message in Chinese.
    pub fn message_zh(&self) -> String {
        let how =
            if self.is_broken { "" } else { "（guihua check --fix 能改正编号、位置和数值）" };
        format!("模型有 {} 处错误，先改正再导出{how}", self.count)
    }
}

impl fmt::Display for NotAccepted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = if self.count == 1 { "" } else { "s" };
        let count = self.count;
        let how = if self.is_broken { "" } else { " (guihua check --fix mends ids, places and values)" };
        write!(f, "the model has {count} error{s}; mend it first{how}")
    }
}

impl std::error::Error for NotAccepted {}
