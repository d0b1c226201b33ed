//! Where in a model something stands: `plan.indicators[3].values[1].comparator`.

use std::fmt;

/// A place in a model, as steps down from the top.
#[derive(Clone, Copy, Debug)]
pub(super) enum Path<'a> {
    /// The only model of a file.
    Top,
    /// One of several models of a file, counted from 0 as the list that
    /// `-f json` writes.
    Document(usize),
    Field(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    pub fn field(&'a self, name: &'a str) -> Self {
        Self::Field(self, name)
    }

    pub fn item(&'a self, index: usize) -> Self {
        Self::Item(self, index)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Top => Ok(()),
            Self::Document(index) => write!(f, "[{index}]"),
            Self::Item(parent, index) => write!(f, "{parent}[{index}]"),
            Self::Field(Path::Top, name) => f.write_str(name),
            Self::Field(parent, name) => write!(f, "{parent}.{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_joined_as_programs_write_them() {
        let top = Path::Top;
        let (plan, list) = (top.field("plan"), Path::Document(1));
        assert_eq!(top.to_string(), "");
        assert_eq!(plan.field("boxes").item(2).field("id").to_string(), "plan.boxes[2].id");
        assert_eq!(list.field("plan").to_string(), "[1].plan");
    }
}
